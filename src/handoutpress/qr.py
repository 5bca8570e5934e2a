"""QR codes as SVG; the only room that knows segno."""

from __future__ import annotations

import io

import segno


def qr_svg(address: str) -> str:
    """Draw `address` as a QR code (ISO/IEC 18004), error correction M, the quiet zone of 4 modules left out.

    The page gives the code its white margin. The result is inline SVG without a size of its own.
    """
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=0, xmldecl=False, omitsize=True, nl=False, svgclass=None, lineclass=None)
    return out.getvalue().decode()
