import { Button } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'

type FormButtonsProps = {
  /** What sending does, in words. */
  label: string
  isBusy: boolean
  onCancel: () => void
  /** The id of the text that says what will come of it. */
  describedBy?: string
  ref?: Ref<HTMLButtonElement>
}

/** The foot of a form that opens in place: send it, or leave everything as it was. */
export function FormButtons({ label, isBusy, onCancel, describedBy, ref }: FormButtonsProps) {
  const { t } = useTranslation()
  return (
    <div className="row">
      <Button ref={ref} type="submit" loading={isBusy} aria-describedby={describedBy}>
        {label}
      </Button>
      <Button variant="subtle" onClick={onCancel}>
        {t('act.cancel')}
      </Button>
    </div>
  )
}
