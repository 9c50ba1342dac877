import { Button } from '@mantine/core'
import { IconCalendarDown } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyText } from '../../ui/CopyText'
import { Notice } from '../../ui/Notice'
import classes from './Calendars.module.css'
import type { MadeAddressOut } from './queries'

/** The whole address, this once: to copy, to open, and for a phone's camera. */
export function MadeAddress({ made, onHide }: { made: MadeAddressOut; onHide: () => void }) {
  const { t } = useTranslation('calendars')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={`panel ${classes.fresh}`} aria-labelledby="made-address">
      <h2 id="made-address" ref={heading} tabIndex={-1}>
        {t('fresh')}
      </h2>
      <Notice tone="needs">{t('freshDetail')}</Notice>
      <CopyText label={t('address')} text={made.url} copy={t('copy')} copied={t('copied')} />
      <div>
        <Button
          component="a"
          href={made.webcal_url}
          variant="default"
          leftSection={<IconCalendarDown size={18} aria-hidden />}
        >
          {t('open')}
        </Button>
      </div>
      <div className={classes.code}>
        <p className="small">{t('qr')}</p>
        <img src={`data:image/svg+xml,${encodeURIComponent(made.qr_svg)}`} alt={t('qrAlt')} />
      </div>
      <div>
        <Button variant="subtle" onClick={onHide}>
          {t('done')}
        </Button>
      </div>
    </section>
  )
}
