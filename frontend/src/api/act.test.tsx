import { Button } from '@mantine/core'
import { screen } from '@testing-library/react'
import { show } from '../test/show'
import { useAct } from './act'
import { Refused } from './problems'

function Doer({ send }: { send: (input: number, key: string) => Promise<void> }) {
  const act = useAct({ send })
  return <Button onClick={() => act.mutate(30)}>Log</Button>
}

const keysOf = async (answers: (() => Promise<void>)[]) => {
  const keys: string[] = []
  const { user } = await show(
    <Doer
      send={(_, key) => {
        keys.push(key)
        return answers[keys.length - 1]?.() ?? Promise.resolve()
      }}
    />,
  )
  for (const _ of answers) await user.click(screen.getByRole('button', { name: 'Log' }))
  return keys
}

test('after a lost connection the same intent keeps its key, so that nothing happens twice', async () => {
  const [first, second] = await keysOf([
    () => Promise.reject(new TypeError('Failed to fetch')),
    () => Promise.resolve(),
  ])

  expect(second).toBe(first)
})

test('once there was an answer, yes or no, a repeat is a new intent', async () => {
  const no = new Refused(409, { type: '/problems/x', title: 'No', status: 409, detail: '' })

  const keys = await keysOf([() => Promise.resolve(), () => Promise.reject(no), () => Promise.resolve()])

  expect(new Set(keys).size).toBe(3)
})
