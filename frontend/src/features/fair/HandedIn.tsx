import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { Notice } from '../../ui/Notice'
import { Consent } from './Consent'
import classes from './Editor.module.css'
import { Standing } from './Standing'
import { TextToRead } from './TextToRead'
import { Versions } from './Versions'

/** What is not being written now: its text, where it is, and what can be done. */
export function HandedIn({ finding }: { finding: Schema<'FindingOut'> }) {
  const { t } = useTranslation('writing')
  return (
    <div className={classes.editor}>
      <div className="stack">
        {finding.may.accept && (
          <Notice
            tone="needs"
            title={t('check.waiting', { count: 1 })}
            action={
              <Link to="/desk/findings/$findingId" params={{ findingId: finding.id }} className="text-link">
                {t('check.read')}
              </Link>
            }
          />
        )}
        <TextToRead finding={finding} />
      </div>
      <div className={classes.aside}>
        {finding.state === 'draft' ? (
          <Consent finding={finding} isDirty={false} />
        ) : (
          <Standing finding={finding} />
        )}
        <Versions findingId={finding.id} />
      </div>
    </div>
  )
}
