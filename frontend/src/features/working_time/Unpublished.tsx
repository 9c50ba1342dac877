import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { ButtonLink } from '../../ui/ButtonLink'
import { Notice } from '../../ui/Notice'
import { useYear } from './useYear'

/** What of the calendar is not published, and the way to publish it. */
export function Unpublished({ rules }: { rules: Schema<'WorkingTimeOut'> }) {
  const { t } = useTranslation('workingTime')
  const { year } = useYear()
  const count = rules.unpublished_events
  if (count === 0) return null
  const isNever = rules.published_at === null
  return (
    <Notice
      tone="needs"
      title={isNever ? t('calendar.neverNotice') : t('calendar.unpublishedNotice', { count })}
      action={
        rules.may_edit && (
          <ButtonLink to="/school/working-time" search={year ? { year } : {}} variant="default" size="sm">
            {t('calendar.toPublish')}
          </ButtonLink>
        )
      }
    >
      {t(isNever ? 'calendar.neverDetail' : 'calendar.unpublishedDetail')}
    </Notice>
  )
}
