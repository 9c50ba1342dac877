import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'
import { Cite } from './Cite'
import { Editions } from './Editions'
import classes from './Finding.module.css'
import { FollowFinding } from './FollowFinding'
import { Licence } from './Licence'
import { Reactions } from './Reactions'
import type { Finding } from './shapes'

/** What a reader can do with a finding: answer, cite, use, follow. */
export function FindingAside({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  return (
    <aside className={classes.aside} aria-label={t('finding.aside')}>
      <Reactions finding={finding} />
      {finding.mine && (
        <section className={`${classes.buttons} no-print`}>
          <ButtonLink
            to="/findings/$findingId/edit"
            params={{ findingId: finding.id }}
            variant="default"
            fullWidth
          >
            {t('finding.edit')}
          </ButtonLink>
          <ButtonLink
            to="/findings/$findingId/impact"
            params={{ findingId: finding.id }}
            variant="default"
            fullWidth
          >
            {t('finding.impact')}
          </ButtonLink>
        </section>
      )}
      <Cite finding={finding} />
      <Licence finding={finding} />
      <Editions finding={finding} />
      <FollowFinding finding={finding} />
    </aside>
  )
}
