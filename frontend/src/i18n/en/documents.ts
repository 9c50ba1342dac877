export const words = {
  name: 'Documents',
  ours: 'What a group writes in its cycle is its own',
  oursDetail: 'Where the cycle is stands on the group’s page. What it finds it publishes at the fair.',
  title: 'The cycle on paper',
  download: { pdf: 'PDF', docx: 'Word document', json: 'JSON' },
  get: '{{what}}: {{kind}}',
  cycle: 'The whole cycle',
  cycleDetail:
    'Question, sources, proposals, evidence, discussions and what you changed, in the order of the lesson study workbook. As pages to print, or to go on writing in.',
  data: 'Everything as data',
  dataDetail: 'For keeping before it is deleted, or for another program. It holds no key to the labels.',
  told: 'Notes of colleagues are in these files. Each of them can see that you took them, and when.',
  sheets: 'Observation sheets',
  sheetsDetail:
    'A page of A4 for each case pupil, for who writes on paper. A photograph of a sheet can be added to the round afterwards.',
  lesson: 'Research lesson {{number}}',
  mine: 'My sheets',
  all: 'Sheets for all',
  mineNamed: 'Research lesson {{number}}: My sheets (PDF)',
  allNamed: 'Research lesson {{number}}: Sheets for all case pupils (PDF)',
  noRounds: 'Sheets are made for a research lesson that has its round.',
}
