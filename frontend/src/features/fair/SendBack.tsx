import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct, withKey } from '../../api/act'
import { answer, api, ifMatch } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { FormButtons } from '../../ui/FormButtons'
import { SaveRefused } from '../../ui/SaveRefused'
import { useTrouble } from '../../ui/useTrouble'
import { draftQuery, touchedByFindings } from './queries'

interface Props {
  findingId: string
  /** Of the text that the lead has read. */
  version: number
  onClose: () => void
}

/** Says to its authors what has to be mended, and gives the finding back to them. */
export function SendBack({ findingId, version, onClose }: Props) {
  const { t } = useTranslation('writing')
  const client = useQueryClient()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const trouble = useTrouble(true)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])
  const form = useForm({
    initialValues: { words: '' },
    validate: { words: value => (value.trim() ? null : t('check.sendBad')) },
  })
  const send = useAct({
    send: (words: string, key) =>
      answer(
        api.POST('/api/findings/{finding_id}/send-back', {
          params: { path: { finding_id: findingId }, header: { ...withKey(key), ...ifMatch(version) } },
          body: { words },
        }),
      ),
    changes: touchedByFindings,
    onDone: () => {
      // From now on it is a draft, which its lead does not read.
      client.removeQueries(draftQuery(findingId))
      announce(t('check.sent'))
      return navigate({ to: '/desk/findings' })
    },
  })
  return (
    <form
      noValidate
      className="stack"
      onSubmit={form.onSubmit(({ words }) =>
        send.mutate(words.trim(), { onError: error => form.setErrors(trouble(error).fields) }),
      )}
    >
      <Textarea
        ref={box}
        label={t('check.sendWords')}
        description={t('check.sendHint')}
        maxLength={2000}
        autosize
        minRows={4}
        {...form.getInputProps('words')}
      />
      <SaveRefused error={send.error} onReload={() => void client.invalidateQueries(draftQuery(findingId))} />
      <FormButtons label={t('check.send')} isBusy={send.isPending} onCancel={onClose} />
    </form>
  )
}
