import { UnstyledButton } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Place } from '../api/whyNot'
import { shortDay } from '../lib/dates'
import classes from './WhyNot.module.css'
import { WhyNotReasons } from './WhyNotReasons'

type WhyNotProps = Place & { name: string }

/** "Why not?": asked where nothing could be planned, answered in the rules' own sentences when it is opened. */
export function WhyNot({ name, ...place }: WhyNotProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <div>
      <UnstyledButton
        className={classes.open}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={t('whyNot.named', { name, when: `${shortDay(place.on)}, ${place.period}` })}
        onClick={() => setOpen(!isOpen)}
      >
        <IconHelpCircle size={15} aria-hidden />
        {t('whyNot.open')}
      </UnstyledButton>
      <div id={id}>{isOpen && <WhyNotReasons place={place} />}</div>
    </div>
  )
}
