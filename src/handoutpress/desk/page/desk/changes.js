// How those who change something tell those who show it, without knowing them: imports go one way only.

const shows = new Map();

// `what` is `page` or `jobs`, the list of jobs in its dialog.
export function onChange(what, show) {
  shows.set(what, show);
}

export function changed(what = 'page') {
  shows.get(what)();
}
