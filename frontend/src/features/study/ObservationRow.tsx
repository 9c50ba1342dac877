import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { useMe } from '../../api/me'
import { clock } from '../../lib/minutes'
import { KindWord } from '../../ui/KindWord'
import { CoverState } from './CoverState'
import { LogButton } from './LogButton'

type ObservationRowProps = { round: Schema<'RoundOut'>; observation: Schema<'ObservationOut'> }

/** One observer: when, how they come free, and what is still to do about it. */
export function ObservationRow({ round, observation }: ObservationRowProps) {
  const { t } = useTranslation('round')
  const me = useMe()
  const { cover } = observation
  return (
    <li>
      <div className="between">
        <p>
          <span className="strong">{observation.name}</span>{' '}
          <span className="numbers">
            {t('observes', { start: clock(observation.start), end: clock(observation.end) })}
          </span>
        </p>
        {observation.is_logged && <KindWord chip kind="logged" />}
      </div>
      {cover ? (
        <CoverState round={round} cover={cover} />
      ) : (
        <p className="small quiet">
          {observation.release === 'cover'
            ? t('release.cover', { class: '' })
            : t(`release.${observation.release}`)}
        </p>
      )}
      {observation.may_log && observation.staff_id === me.staff_id && (
        <LogButton what="observation" id={observation.id} minutes={observation.minutes} />
      )}
    </li>
  )
}
