/** Which files a timetable may come in, for the browser's own chooser. */
export const ACCEPTED = '.csv,.fet,.xlsx,.xml,.txt,.gz,.ics,.zip'
