import { Button, SegmentedControl } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState'
import { ByRoom } from './ByRoom'
import { ByTime } from './ByTime'
import fairClasses from './FairDay.module.css'
import { FairPage } from './FairPage'
import classes from './Programme.module.css'
import type { ProgrammeOut } from './queries'
import { useMoment } from './useMoment'

/** The programme of a fair: by time or by room, to read and to print. */
export function Programme() {
  const { t } = useTranslation('fairDay')
  const { by } = useSearch({ from: '/signed-in/fairs/$fairId/' })
  const navigate = useNavigate()
  return (
    <FairPage
      name={t('programme.name')}
      actions={() => (
        <Button
          variant="default"
          className="no-print"
          leftSection={<IconPrinter size={18} stroke={1.75} aria-hidden />}
          onClick={() => globalThis.print()}
        >
          {t('programme.print')}
        </Button>
      )}
    >
      {programme => (
        <div className={classes.programme}>
          {programme.fair.welcome && <p className={fairClasses.lead}>{programme.fair.welcome}</p>}
          <SegmentedControl
            className={`${classes.switch} no-print`}
            aria-label={t('programme.view')}
            value={by ?? 'time'}
            data={[
              { value: 'time', label: t('programme.byTime') },
              { value: 'room', label: t('programme.byRoom') },
            ]}
            onChange={value =>
              void navigate({
                to: '.',
                search: value === 'room' ? { by: 'room' } : {},
                replace: true,
                resetScroll: false,
              })
            }
          />
          <Slots programme={programme} isByRoom={by === 'room'} />
        </div>
      )}
    </FairPage>
  )
}

function Slots({ programme, isByRoom }: { programme: ProgrammeOut; isByRoom: boolean }) {
  const { t } = useTranslation('fairDay')
  const { minute } = useMoment(programme.fair)
  if (programme.slots.length === 0)
    return (
      <EmptyState title={t('programme.nothing')}>
        {programme.fair.state === 'planned' && t('programme.emptyDetail')}
      </EmptyState>
    )
  return isByRoom ? (
    <ByRoom programme={programme} minute={minute} />
  ) : (
    <ByTime programme={programme} minute={minute} />
  )
}
