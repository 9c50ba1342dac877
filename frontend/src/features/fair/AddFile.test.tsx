import { screen } from '@testing-library/react'
import { vi } from 'vitest'
import { serve } from '../../test/server'
import { show } from '../../test/show'
import { AddFile } from './AddFile'
import { finding, picture } from './finding.fixture'

vi.mock('../../lib/shrink', () => ({
  shrink: async (file: File) => {
    if (file.name.startsWith('broken')) throw new Error('unreadable')
    return { bytes: new ArrayBuffer(8), type: 'image/webp', preview: 'data:image/jpeg;base64,AAAA' }
  },
}))

const photo = (name = 'IMG_1.jpg') => new File(['x'], name, { type: 'image/jpeg' })
const chooser = () => document.querySelector<HTMLInputElement>('input[type="file"]') as HTMLInputElement

test('a picture is not sent before somebody has said what it shows and has looked at it', async () => {
  const asked = serve({})
  const { user } = await show(<AddFile findingId="finding" />, 'writing')
  await screen.findByRole('button', { name: 'Add a picture or a file' })

  await user.upload(chooser(), photo())
  await user.click(await screen.findByRole('button', { name: 'Add it' }))

  expect(await screen.findByText('Say what the picture shows.')).toBeVisible()
  expect(screen.getByText('Look at it and say so before it is added.')).toBeVisible()
  expect(asked).toHaveLength(0)
})

test('what is sent was made anew here, with its words and the answer about faces', async () => {
  const sent: FormData[] = []
  vi.spyOn(Request.prototype, 'text').mockResolvedValue('')
  const send = FormData.prototype.append
  const asked = serve({
    'POST /api/findings/finding/files': { status: 201, body: picture() },
    'GET /api/findings/finding': { body: finding() },
  })
  const append = vi.spyOn(FormData.prototype, 'append').mockImplementation(function (
    this: FormData,
    ...one: unknown[]
  ) {
    if (!sent.includes(this)) sent.push(this)
    return (send as (...all: unknown[]) => void).apply(this, one)
  })
  const { user } = await show(<AddFile findingId="finding" />, 'writing')
  await screen.findByRole('button', { name: 'Add a picture or a file' })

  await user.upload(chooser(), photo())
  await user.type(await screen.findByLabelText(/What does the picture show/), 'Two bars.')
  await user.click(screen.getByRole('checkbox', { name: /No face/ }))
  await user.click(screen.getByRole('button', { name: 'Add it' }))

  expect(await screen.findByText('Two bars is added.')).toBeVisible()
  const [form] = sent
  expect((form?.get('file') as File | undefined)?.name).toBe('IMG_1.webp')
  expect(form?.get('alt')).toBe('Two bars.')
  expect(form?.get('has_no_faces')).toBe('true')
  expect(asked.filter(one => one.method === 'POST')).toHaveLength(1)
  append.mockRestore()
  vi.restoreAllMocks()
})

test('a picture that cannot be read says what to do', async () => {
  serve({})
  const { user } = await show(<AddFile findingId="finding" />, 'writing')
  await screen.findByRole('button', { name: 'Add a picture or a file' })

  await user.upload(chooser(), photo('broken.jpg'))

  expect(await screen.findByText(/could not be read/)).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Add it' })).toBeNull()
})

test('a document is not asked what it shows, but whether a name stands in it', async () => {
  serve({})
  const { user } = await show(<AddFile findingId="finding" />, 'writing')
  await screen.findByRole('button', { name: 'Add a picture or a file' })

  await user.upload(chooser(), new File(['%PDF'], 'Our sheet.pdf', { type: 'application/pdf' }))

  expect(await screen.findByRole('checkbox', { name: /No pupil’s name stands in it/ })).toBeVisible()
  expect(screen.queryByLabelText(/What does the picture show/)).toBeNull()
  expect(screen.getByLabelText(/Name of the file/)).toHaveValue('Our sheet')
})
