import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withKey } from '../../api/act'
import { answer, api } from '../../api/client'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Cycle.module.css'
import { behind } from './path'
import type { CycleOut } from './shapes'
import { useCycleAct } from './useCycleAct'
import { useStepWords } from './useStepWords'

/** Back to a stage that lies behind; what was written since then stays. */
export function GoBack({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const words = useStepWords(cycle)
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState('0')
  const stages = behind(cycle)
  const back = useCycleAct({
    send: (at: number, key) => {
      const to = stages[at] ?? cycle.stages[0]
      return answer(
        api.POST('/api/cycles/{cycle_id}/back', {
          params: { path: { cycle_id: cycle.id }, header: withKey(key) },
          body: { to: to?.stage ?? 'protocol', lesson_number: to?.lesson_number ?? null },
        }),
      )
    },
    said: t('step.wentBack'),
    onDone: () => setOpen(false),
  })
  if (stages.length === 0) return null
  if (!isOpen)
    return (
      <div className={classes.acts}>
        <Button variant="subtle" size="compact-md" onClick={() => setOpen(true)}>
          {t('step.back')}
        </Button>
      </div>
    )
  return (
    <form
      noValidate
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        back.mutate(Number(chosen))
      }}
    >
      <NativeSelect
        label={t('step.backTo')}
        description={t('step.backHint')}
        data={stages.map((stage, at) => ({
          value: String(at),
          label: words.stage(stage.stage, stage.lesson_number),
        }))}
        value={chosen}
        onChange={event => setChosen(event.currentTarget.value)}
      />
      {back.error && <RefusedNotice acting error={back.error} />}
      <FormButtons label={t('step.backYes')} isBusy={back.isPending} onCancel={() => setOpen(false)} />
    </form>
  )
}
