import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isRefusedWith } from '../../api/problems'
import { ButtonLink } from '../../ui/ButtonLink'
import { RefusedNotice } from '../../ui/RefusedNotice'

/** Why the round could not be booked, and the next best: see what the group misses, or look again. */
export function PlanRefused({
  error,
  groupId,
  onAgain,
}: {
  error: Error
  groupId: string
  onAgain: () => void
}) {
  const { t } = useTranslation('plan')
  const next = isRefusedWith(error, 'plc/not-ready') ? (
    <ButtonLink to="/group/$groupId" params={{ groupId }} variant="default">
      {t('notReady')}
    </ButtonLink>
  ) : (
    <Button variant="default" onClick={onAgain}>
      {t('act.takenNext')}
    </Button>
  )
  return <RefusedNotice acting error={error} next={next} />
}
