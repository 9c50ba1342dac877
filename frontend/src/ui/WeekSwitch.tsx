import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './WeekSwitch.module.css'

type WeekSwitchProps = {
  previousOn: string | null
  nextOn: string | null
  isThisWeek: boolean
  onGo: (on: string | undefined) => void
}

/** One week back, one week on, and home again. */
export function WeekSwitch({ previousOn, nextOn, isThisWeek, onGo }: WeekSwitchProps) {
  const { t } = useTranslation()
  return (
    <div className="row no-print">
      {!isThisWeek && (
        <Button variant="subtle" size="compact-md" onClick={() => onGo(undefined)}>
          {t('week.toThis')}
        </Button>
      )}
      <ActionIcon
        variant="default"
        size={36}
        className={classes.step}
        disabled={!previousOn}
        aria-label={t('week.previous')}
        onClick={() => previousOn && onGo(previousOn)}
      >
        <IconChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        className={classes.step}
        disabled={!nextOn}
        aria-label={t('week.next')}
        onClick={() => nextOn && onGo(nextOn)}
      >
        <IconChevronRight size={20} aria-hidden />
      </ActionIcon>
    </div>
  )
}
