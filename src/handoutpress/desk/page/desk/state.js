// What the page knows at the moment, shared by its modules; nothing of it outlives the page.

export const state = {
  // The list.
  rows: [], // as they stand in the list, from top to bottom
  marked: null, // the row that is marked; what is previewed is always a row in the list

  // What is on show: one leaflet, or a set of them (the basket, or a pack), or nothing.
  leaflet: null, // what the server told of the one leaflet, with all its languages and forms
  set: [], // the leaflets of the set, each with what the server told of it and what was made of it
  choice: {}, // `lang`, `size` and `layout` of the one leaflet; of a set, only `lang`
  made: null, // the document of what is chosen: its name, its pages, and the wish that it was made for
  pageNumber: 1, // of the page of it that is shown large, from 1

  // Two counters that only go up. Who waits for the server remembers one, and gives up when it has moved on.
  opened: 0, // how often another leaflet or set was opened, or all was closed
  shown: 0, // how often something else was to be shown
  opening: Promise.resolve(), // ends when what is being opened can be printed

  // Printing.
  printers: [], // all of them, each with how it stands
  printerName: '', // of the one that prints
  printerPicked: false, // whether somebody picked it for this patient; if not, the server says which
  copies: 1,
  override: null, // the reason and the initials with which a leaflet that is not to be used is printed
  working: false, // from the press on Print until the server has taken the job
  job: null, // the job of what is on show
  away: [], // jobs that are not settled, of patients who have gone: no name and no title in them
  fault: null, // the reason why there is nothing to print, as a word

  basket: [], // what was put there: slug, language, form, and their titles
  last: null, // slug, language and form of what was printed last
};
