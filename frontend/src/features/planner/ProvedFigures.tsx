import { useTranslation } from 'react-i18next'
import { figure } from '../../lib/minutes'
import { type FigureOf, Figures as OnOneRule } from '../../ui/Figures'
import { type Bounds, type Figures, placedOf } from './run'
import { Seal } from './Seal'

type ProvedFiguresProps = {
  asked: number
  figures: Figures
  bounds: Bounds | null
  /** A repair looks for the least change: of its figures nothing is proved. */
  isRepair?: boolean
  more?: FigureOf[]
}

/** The three figures that count, each with what is proved of it. */
export function ProvedFigures({ asked, figures, bounds, isRepair = false, more = [] }: ProvedFiguresProps) {
  const { t } = useTranslation('planner')
  const { unscheduled, external, exchange } = figures
  const seal = { asked, figures, bounds }
  return (
    <OnOneRule
      figures={[
        {
          name: t('figure.placed'),
          value: figure(placedOf(asked, figures)),
          unit: t('figure.placedUnit', { asked: figure(asked) }),
          detail: (
            <>
              {!isRepair && <Seal place="unscheduled" {...seal} />}
              {unscheduled === 0 ? t('figure.placedAll') : t('figure.placedRest', { count: unscheduled })}
            </>
          ),
        },
        {
          name: t('figure.external'),
          value: figure(external),
          unit: t('figure.unit', { count: external }),
          detail: (
            <>
              {!isRepair && <Seal place="external" {...seal} />}
              {t(external === 0 ? 'figure.externalNone' : 'figure.externalSome')}
            </>
          ),
        },
        {
          name: t('figure.exchange'),
          value: figure(exchange),
          unit: t('figure.unit', { count: exchange }),
          detail: (
            <>
              {!isRepair && <Seal place="exchange" {...seal} />}
              {t(exchange === 0 ? 'figure.exchangeNone' : 'figure.exchangeDetail')}
            </>
          ),
        },
        ...more,
      ]}
    />
  )
}
