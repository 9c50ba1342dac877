import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inMinutes } from '../../lib/minutes'
import { useAnnounce } from '../../ui/Announcer'
import { Part } from './Part'
import { begunStage, minutesOf, moved, STAGES_MAX } from './proposal'
import { StageCards } from './StageCards'
import { StageTable } from './StageTable'
import type { LessonOut, Proposal } from './shapes'
import type { StageEditing } from './stageEditing'

/** More columns than this are too narrow to write in. */
const COLUMNS_MAX = 4

type StagesPartProps = {
  lesson: LessonOut
  text: Proposal
  onChange: (change: (before: Proposal) => Proposal) => void
  /** Somebody tried to save while a stage had no name. */
  isIncomplete: boolean
}

/** The stages of the lesson, and what each case pupil is expected to do in each. */
export function StagesPart({ lesson, text, onChange, isIncomplete }: StagesPartProps) {
  const { t } = useTranslation('lessonStudy')
  const announce = useAnnounce()
  const isNarrow = useMediaQuery('(max-width: 61.99em)', undefined, { getInitialValueInEffect: false })
  const [added, setAdded] = useState('')
  const editing: StageEditing = {
    text,
    pupils: lesson.pupils,
    added,
    isIncomplete,
    change: (key, change) =>
      onChange(before => ({
        ...before,
        stages: before.stages.map(stage => (stage.key === key ? { ...stage, ...change } : stage)),
      })),
    criterion: (label, success_criterion) =>
      onChange(before => ({
        ...before,
        pupils: before.pupils.map(one => (one.label === label ? { label, success_criterion } : one)),
      })),
    move: (key, by) => onChange(before => ({ ...before, stages: moved(before.stages, key, by) })),
    remove: key => {
      const at = text.stages.findIndex(stage => stage.key === key)
      const gone = text.stages[at]
      if (!gone) return
      onChange(before => ({ ...before, stages: before.stages.filter(stage => stage.key !== key) }))
      announce(
        t('stages.removed', { title: gone.title || t('stages.unnamed') }),
        <Button
          size="compact-md"
          variant="default"
          onClick={() =>
            onChange(before => ({
              ...before,
              stages: [...before.stages.slice(0, at), gone, ...before.stages.slice(at)],
            }))
          }
        >
          {t('undo')}
        </Button>,
      )
    },
  }
  const add = () => {
    const key = `s-${crypto.randomUUID().slice(0, 8)}`
    setAdded(key)
    onChange(before => ({ ...before, stages: [...before.stages, begunStage(key)] }))
  }
  const Stages = isNarrow || lesson.pupils.length > COLUMNS_MAX ? StageCards : StageTable
  return (
    <Part
      id="stages"
      title={t('stages.heading')}
      side={
        text.stages.length > 0 && (
          <span className="small quiet numbers">
            {t('stages.sum', { count: text.stages.length, minutes: inMinutes(minutesOf(text)) })}
          </span>
        )
      }
    >
      <div className="stack">
        {lesson.pupils.length === 0 && (
          <p className="quiet">
            {t('stages.noPupils')}{' '}
            <Link
              to="/cycles/$cycleId"
              params={{ cycleId: lesson.cycle_id }}
              hash="pupils"
              className="text-link"
            >
              {t('stages.toPupils')}
            </Link>
          </p>
        )}
        {text.stages.length === 0 && <p className="quiet">{t('stages.empty')}</p>}
        {(text.stages.length > 0 || lesson.pupils.length > 0) && <Stages {...editing} />}
        {text.stages.length < STAGES_MAX && (
          <div>
            <Button variant="default" onClick={add}>
              {t('stages.add')}
            </Button>
          </div>
        )}
      </div>
    </Part>
  )
}
