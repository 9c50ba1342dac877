import { screen } from '@testing-library/react'
import { useState } from 'react'
import { useUpload } from '../api/useUpload'
import { show } from '../test/show'
import { BringFiles } from './BringFiles'

const refused = {
  type: '/problems/rosters/refused',
  title: 'This list cannot be read',
  status: 422,
  detail: '',
  problems: [{ severity: 'error', message: 'No column has names.', file: 'a.csv', line: 1, column: null }],
}
const words = {
  name: 'Staff list',
  busy: 'Reading',
  refused: 'Nothing was kept',
  refusedDetail: 'Mend it.',
  refusedCaption: 'What is wrong',
}

/** The browser's own way of sending, with an answer in place of a server. */
function answering(status: number, body: object) {
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {}
      status = status
      responseText = JSON.stringify(body)
      onload = () => undefined
      open() {}
      setRequestHeader() {}
      send() {
        queueMicrotask(() => this.onload())
      }
    },
  )
}

function Bringing() {
  const [files, setFiles] = useState<File[]>([])
  const reading = useUpload('/api/roster-imports', () => undefined)
  return (
    <BringFiles
      files={files}
      onFiles={setFiles}
      reading={reading}
      accept=".csv"
      words={words}
      refusal="rosters/refused"
    >
      Any table
    </BringFiles>
  )
}

test('what is wrong with a file is told with its place, until other files are meant', async () => {
  answering(422, refused)
  const { user } = await show(<Bringing />)
  const choose = () => screen.getByLabelText('Choose files', { selector: 'input' })
  await user.upload(choose(), new File(['x'], 'a.csv'))
  await user.click(screen.getByRole('button', { name: 'Read 1 file' }))
  expect(await screen.findByText('Nothing was kept')).toBeVisible()
  expect(screen.getByRole('table', { name: 'What is wrong' })).toHaveTextContent('a.csv, line 1')

  await user.click(screen.getByRole('button', { name: 'Leave out a.csv' }))
  expect(screen.queryByText('Nothing was kept')).not.toBeInTheDocument()
  await user.upload(choose(), new File(['y'], 'b.csv'))
  expect(screen.getByRole('button', { name: 'Read 1 file' })).toBeEnabled()
})
