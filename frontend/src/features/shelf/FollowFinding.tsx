import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../../api/me'
import { FeedLinks } from './FeedLinks'
import classes from './Finding.module.css'
import { FollowButton } from './FollowButton'
import { labelsOf } from './labels'
import { mayFollow } from './mayFollow'
import type { Finding } from './shapes'
import { narrowed } from './shelf'
import { useLabelWords } from './useLabelWords'

/** What the finding is filed by: the lists to read on, and for staff, to hear of more. */
export function FollowFinding({ finding }: { finding: Finding }) {
  const { t } = useTranslation('shelf')
  const words = useLabelWords()
  const { data: me } = useQuery(meQuery)
  const labels = labelsOf(finding)
  const isFollower = me && mayFollow(me)
  return (
    <section className="no-print">
      <h2>{t('finding.filedUnder')}</h2>
      <ul className={classes.labels}>
        {labels.map(({ kind, value, label }) => (
          <li key={`${kind} ${value}`}>
            <Link to="/fair" search={narrowed({}, kind, value)}>
              {words(kind, value, label)}
            </Link>
          </li>
        ))}
      </ul>
      {isFollower && (
        <div className={classes.follow}>
          {labels
            .filter(({ kind }) => kind === 'focus' || kind === 'group')
            .map(label => (
              <FollowButton key={label.kind} label={label} />
            ))}
          <p className="smaller quiet">{t('follow.note')}</p>
        </div>
      )}
      <p className="small">
        <FeedLinks search={finding.focus ? { focus: finding.focus } : {}} />
      </p>
    </section>
  )
}
