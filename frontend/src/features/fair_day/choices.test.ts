import { acceptedOf, publishedOf } from './choices'
import { programme, unplaced } from './fairDay.fixture'

const card = (id: string) => ({ id, title: id, group_name: 'Talk', author_names: ['Amina'] })

test('accepted findings are chosen from by name of their authors', () => {
  expect(acceptedOf({ unplaced: [unplaced()] })).toEqual([
    { id: 'silence', title: 'Five seconds of silence', group_name: 'Questioning', names: ['Amina', 'Chloe'] },
  ])
})

test('what is published is offered once, and not when it has its place', () => {
  const offered = publishedOf([card('bars'), card('silence'), card('maps')], programme())
  expect(offered.map(one => one.id)).toEqual(['maps'])
})
