import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import { PosterLinks } from './PosterLinks'
import { isStall } from './programme'
import type { FairOut, Slot } from './queries'
import { SayShown } from './SayShown'
import { useFairWords } from './useFairWords'
import { useMoment } from './useMoment'

type ShownByMeProps = { slot: Slot; fair: FairOut; myId: string }

/** My stall or my talk: where, when, with whom, and how many have stamped there. */
export function ShownByMe({ slot, fair, myId }: ShownByMeProps) {
  const { t } = useTranslation('fairDay')
  const { what, place } = useFairWords()
  const { moment } = useMoment(fair)
  const others = slot.presenters.filter(one => one.staff_id !== myId).map(one => one.name)
  return (
    <Section title={what(slot)}>
      <div className="stack">
        <div>
          <p className="strong">{slot.finding.title}</p>
          <p className="numbers">{place(slot)}</p>
          <p className="small quiet">
            {others.length > 0 ? t('mine.with', { names: others.join(', ') }) : t('mine.alone')}
          </p>
        </div>
        {isStall(slot) && fair.state !== 'planned' && (
          <p className="small">
            {slot.visits ? t('mine.visits', { count: slot.visits }) : t('mine.visitsNone')}
          </p>
        )}
        {slot.presented_at ? (
          <p className="row small">
            <IconCircleCheck size={18} aria-hidden />
            {t('mine.shown')}
          </p>
        ) : (
          fair.state === 'open' &&
          moment !== 'before' && (
            <div>
              <SayShown slot={slot} fairId={fair.id} />
              <p className="small quiet">{t('mine.showHint')}</p>
            </div>
          )
        )}
        <div className="row">
          <PosterLinks slot={slot} />
          {slot.finding.is_published && (
            <Link to="/fair/$findingId" params={{ findingId: slot.finding.id }} className="text-link">
              {t('mine.read')}
            </Link>
          )}
        </div>
      </div>
    </Section>
  )
}
