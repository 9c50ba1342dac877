import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { shortDay } from '../../lib/dates'
import { periodsOf } from '../../lib/grid'
import { EmptyState } from '../../ui/EmptyState'
import { iconOf, isKept, type Kind, tintOf } from '../../ui/kinds'
import { Section } from '../../ui/Section'
import { WeekGrid } from '../../ui/WeekGrid'
import { WeekSwitch } from '../../ui/WeekSwitch'
import { WeekPiece } from './WeekPiece'

type Week = Schema<'MyWeek'>

const isSpecial = (kind: Kind) => !isKept(kind) && kind !== 'lesson' && kind !== 'free' && kind !== 'closed'

/** My week on the school's own grid, with the way to the weeks before and after. */
export function MyWeek({ week, isThisWeek }: { week: Week; isThisWeek: boolean }) {
  const { t } = useTranslation('today')
  const navigate = useNavigate()
  const first = week.days[0]?.held_on ?? week.starts_on
  const last = week.days.at(-1)?.held_on ?? week.starts_on
  const hasAfter = week.days.some(day => day.after_school.length > 0)
  const toLog = new Set(week.to_log.map(item => item.id))
  const piecesOf = (day: number) => week.days[day]?.periods.flatMap(period => period.pieces) ?? []
  return (
    <Section
      plain
      title={t('week.heading')}
      side={
        <WeekSwitch
          previousOn={week.previous_on}
          nextOn={week.next_on}
          isThisWeek={isThisWeek}
          onGo={on => void navigate({ to: '/', search: on ? { on } : {}, resetScroll: false })}
        />
      }
    >
      {!week.has_timetable && (
        <div style={{ marginBottom: '0.75rem' }}>
          <EmptyState title={t('week.noTimetable')}>{t('week.noTimetableDetail')}</EmptyState>
        </div>
      )}
      <WeekGrid
        key={week.starts_on}
        caption={t('week.caption', { from: shortDay(first), to: shortDay(last) })}
        days={week.days.map(day => ({ on: day.held_on, isToday: day.is_today, note: day.note }))}
        periods={periodsOf(week.days.map(day => day.periods))}
        piecesAt={(day, name) => week.days[day]?.periods.find(period => period.period === name)?.pieces ?? []}
        {...(hasAfter ? { piecesAfter: (day: number) => week.days[day]?.after_school ?? [] } : {})}
        render={piece => <WeekPiece piece={piece} toLog={toLog} />}
        marks={day =>
          [...piecesOf(day), ...(week.days[day]?.after_school ?? [])]
            .filter(piece => isSpecial(piece.kind))
            .slice(0, 3)
            .map(piece => {
              const Icon = iconOf(piece.kind)
              return (
                <span key={piece.start + piece.kind} className={tintOf(piece.kind)}>
                  <Icon size={14} style={{ color: 'var(--edge)', display: 'block' }} />
                </span>
              )
            })
        }
      />
      <p className="no-print" style={{ marginTop: '0.75rem' }}>
        <Link to="/plan" className="text-link">
          {t('week.plan')}
        </Link>
      </p>
    </Section>
  )
}
