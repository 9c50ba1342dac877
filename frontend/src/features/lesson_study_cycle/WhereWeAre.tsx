import { useTranslation } from 'react-i18next'
import { CyclePath } from './CyclePath'
import { GoBack } from './GoBack'
import { LessonStages } from './LessonStages'
import { MissingList } from './MissingList'
import { NextStep } from './NextStep'
import { Part } from './Part'
import type { CycleOut } from './shapes'

/** The way, the group's place on it, what is missing, and the step on or back. */
export function WhereWeAre({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <Part id="where" title={t('path.heading')}>
      <div className="stack">
        <CyclePath cycle={cycle} />
        <LessonStages cycle={cycle} />
        <MissingList cycle={cycle} />
        <NextStep cycle={cycle} />
        {cycle.may_edit && <GoBack cycle={cycle} />}
      </div>
    </Part>
  )
}
