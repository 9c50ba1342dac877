import { Button, VisuallyHidden } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { ConfirmButton } from '../../ui/ConfirmButton'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Cycle.module.css'
import { Declare } from './Declare'
import rows from './Mechanisms.module.css'
import type { MechanismOut } from './shapes'
import { useSmallAct } from './useSmallAct'

type MechanismRowProps = { cycleId: string; mechanism: MechanismOut; mayEdit: boolean }

/** One mechanism: what happened that shows it, or what the group says about it. */
export function MechanismRow({ cycleId, mechanism, mayEdit }: MechanismRowProps) {
  const { t } = useTranslation('lessonStudy')
  const [isDeclaring, setDeclaring] = useState(false)
  const { number, name, evidence, claimed } = mechanism
  const how = evidence.length > 0 ? 'shown' : claimed ? 'declared' : 'open'
  const Icon = { shown: IconCircleCheck, declared: IconPencil, open: IconCircleDashed }[how]
  const takeBack = useSmallAct(
    (_: null) =>
      answer(
        api.DELETE('/api/cycles/{cycle_id}/mechanisms/{number}', {
          params: { path: { cycle_id: cycleId, number } },
        }),
      ),
    t('mechanisms.takenBack'),
  )
  return (
    <li className={rows.mechanism} data-how={how}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div className="stack" style={{ gap: '0.375rem' }}>
        <div className={classes.row}>
          <h3>
            {number}. {name}
          </h3>
          <span className="small quiet">{t(`mechanisms.how.${how}`)}</span>
        </div>
        {evidence.map(sentence => (
          <p key={sentence} className="small">
            {sentence}
          </p>
        ))}
        {claimed && (
          <p className="small">
            {claimed.note} <span className="quiet">{t('mechanisms.by', { name: claimed.by_name })}</span>
          </p>
        )}
        {isDeclaring ? (
          <Declare cycleId={cycleId} mechanism={mechanism} onClose={() => setDeclaring(false)} />
        ) : (
          mayEdit &&
          (claimed || how !== 'shown') && (
            <div className={classes.acts}>
              <Button variant="subtle" size="compact-md" onClick={() => setDeclaring(true)}>
                {t(claimed ? 'mechanisms.change' : 'mechanisms.declare')}
                <VisuallyHidden>: {name}</VisuallyHidden>
              </Button>
              {claimed && (
                <ConfirmButton
                  variant="subtle"
                  size="compact-md"
                  ask={t('mechanisms.takeBackAsk')}
                  yes={t('mechanisms.takeBackYes')}
                  loading={takeBack.isPending}
                  onConfirm={() => takeBack.mutate(null)}
                >
                  {t('mechanisms.takeBack')}
                  <VisuallyHidden>: {name}</VisuallyHidden>
                </ConfirmButton>
              )}
            </div>
          )
        )}
        {takeBack.error && <RefusedNotice acting error={takeBack.error} />}
      </div>
    </li>
  )
}
