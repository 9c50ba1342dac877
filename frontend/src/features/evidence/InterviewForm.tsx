import { Button, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../api/act'
import { answer, api, ifMatch, type Schema } from '../../api/client'
import { useAnnounce } from '../../ui/Announcer'
import { NamesFound } from '../../ui/NamesFound'
import { SaveRefused } from '../../ui/SaveRefused'
import classes from './Evidence.module.css'
import { FiveMinutes } from './FiveMinutes'
import { type Answers, answersOf } from './interview'

type InterviewFormProps = {
  roundId: string
  pupil: Schema<'PupilLabel'>
  data: Schema<'InterviewsOut'>
  interview: Schema<'InterviewOut'> | undefined
}

/** The set questions to one case pupil, answered in the pupil's words. */
export function InterviewForm({ roundId, pupil, data, interview }: InterviewFormProps) {
  const { t } = useTranslation('evidence')
  const announce = useAnnounce()
  const [version, setVersion] = useState(interview?.version ?? 0)
  const form = useForm<Answers>({ initialValues: answersOf(interview) })
  const save = useAct({
    send: (answers: Answers) =>
      answer(
        api.PUT('/api/rounds/{round_id}/interviews/{case_pupil_id}', {
          params: { path: { round_id: roundId, case_pupil_id: pupil.id }, header: ifMatch(version) },
          body: answers,
        }),
      ),
    changes: [['evidence', roundId]],
    onDone: stored => {
      setVersion(stored.version)
      form.resetDirty(answersOf(stored))
      announce(t('interviews.saved'))
    },
  })
  useBlocker({
    shouldBlockFn: () => form.isDirty() && !globalThis.confirm(t('interviews.leave')),
    enableBeforeUnload: () => form.isDirty(),
  })
  const loadNewer = () => {
    form.setValues(answersOf(interview))
    form.resetDirty(answersOf(interview))
    setVersion(interview?.version ?? 0)
    save.reset()
  }
  return (
    <form
      className={`stack ${classes.form}`}
      onSubmit={form.onSubmit(answers =>
        Object.values(answers).some(text => text.trim())
          ? save.mutate(answers)
          : announce(t('interviews.nothing')),
      )}
    >
      <FiveMinutes minutes={data.minutes_max} />
      {interview?.by_name && <p className="small quiet">{t('interviews.by', { name: interview.by_name })}</p>}
      {data.questions.map(question => (
        <Textarea
          key={question.key}
          label={question.text}
          autosize
          minRows={2}
          maxLength={1000}
          {...form.getInputProps(question.key)}
        />
      ))}
      <NamesFound
        texts={Object.fromEntries(
          data.questions.map(({ key, text }) => [text, answersOf(interview)[key as keyof Answers]]),
        )}
      />
      <SaveRefused error={save.error} onReload={loadNewer} />
      <div className="row">
        <Button type="submit" loading={save.isPending}>
          {t('interviews.save', { label: pupil.label })}
        </Button>
      </div>
    </form>
  )
}
