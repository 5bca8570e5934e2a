"""The front desk: a page in the browser on which a leaflet is found, looked at and printed while the patient waits."""
