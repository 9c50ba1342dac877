import { Button } from '@mantine/core'
import { IconCheck, IconTool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isNetworkFailure } from '../../api/problems'
import { ButtonLink } from '../../ui/ButtonLink'
import { RefusedNotice } from '../../ui/RefusedNotice'
import { Section } from '../../ui/Section'
import classes from './Run.module.css'
import type { Run } from './run'
import { useRepair } from './useRepair'

/** What of an accepted plan cannot take place any more, and the act that mends it. Never who declined. */
export function ToRepair({ run }: { run: Run }) {
  const { t } = useTranslation('planner')
  const repair = useRepair(run.id)
  const { to_repair: touched } = run
  if (touched.length === 0)
    return (
      <p className={`${classes.stands} small quiet`}>
        <IconCheck size={16} aria-hidden /> {t('repair.stands')}
      </p>
    )
  return (
    <Section title={t('repair.heading')} className={`${classes.accept} no-print`}>
      <p>{t('repair.lead', { count: touched.length })}</p>
      <ul className={classes.lines}>
        {touched.map(one => (
          <li key={one.round_id + one.text}>
            <Link to="/group/$groupId" params={{ groupId: one.group_id }} className="text-link">
              {one.group_name}
            </Link>
            <br />
            {one.text}
          </li>
        ))}
      </ul>
      {repair.error && (
        <RefusedNotice
          acting
          error={repair.error}
          onRetry={repair.submit}
          next={!isNetworkFailure(repair.error) && <ToRuns />}
        />
      )}
      {run.may_repair && (
        <div className="row">
          <Button
            size="md"
            leftSection={<IconTool size={18} aria-hidden />}
            loading={repair.isPending}
            onClick={repair.submit}
          >
            {t('repair.act')}
          </Button>
          <p className="small quiet">{t('repair.actDetail')}</p>
        </div>
      )}
    </Section>
  )
}

function ToRuns() {
  const { t } = useTranslation('planner')
  return (
    <ButtonLink to="/planner" variant="default">
      {t('ended.toRuns')}
    </ButtonLink>
  )
}
