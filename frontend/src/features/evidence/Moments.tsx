import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Observe.module.css'
import type { Noting } from './useObserving'

const FIRST = 6

/** One tap each, and only what a camera would have recorded too. */
export function Moments({ noting }: { noting: Noting }) {
  const { t } = useTranslation('evidence')
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const { moments } = noting.data
  if (moments.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <div className={classes.momentsHead}>
        <h2 id={id} className={classes.heading}>
          {noting.pupil ? t('observe.oneTap', { label: noting.pupil.label }) : t('observe.oneTapClass')}
        </h2>
        {moments.length > FIRST && (
          <Button variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? 'observe.fewer' : 'observe.more')}
          </Button>
        )}
      </div>
      <div className={classes.moments}>
        {(isOpen ? moments : moments.slice(0, FIRST)).map(moment => (
          <Button
            key={moment.key}
            variant="default"
            onClick={() => void noting.keep({ kind: 'moment', text: moment.text })}
          >
            {moment.text}
          </Button>
        ))}
      </div>
    </section>
  )
}
