import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { dateOfInstant } from '../../lib/instants'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { Abstract } from './Abstract'
import { Consent } from './Consent'
import classes from './Editor.module.css'
import { EditorForm } from './EditorForm'
import { draftQuery } from './queries'

/** Where a group writes up what it found, agrees on it, and publishes it. */
export function Editor() {
  const { t } = useTranslation('fair')
  const { findingId } = useParams({ from: '/signed-in/findings/$findingId/edit' })
  const query = useQuery(draftQuery(findingId))
  const finding = query.data
  return (
    <Page
      name={finding?.title ?? t('editor.name')}
      eyebrow={
        finding && (
          <Link to="/group/$groupId/findings" params={{ groupId: finding.group_id }} className="text-link">
            {finding.group_name}
          </Link>
        )
      }
      title={finding ? titleOf(finding) : t('editor.name')}
      actions={
        finding?.state === 'published' && (
          <Link to="/fair/$findingId" params={{ findingId }} className="text-link">
            {t('editor.readPublished')}
          </Link>
        )
      }
    >
      <Loaded query={query} next={<ToToday />}>
        {loaded =>
          loaded.state === 'draft' ? (
            <EditorForm key={loaded.id} finding={loaded} />
          ) : (
            <div className={classes.editor}>
              <article>
                <h2 className={classes.fixedTitle}>{loaded.title}</h2>
                <Abstract finding={loaded} />
              </article>
              <Consent finding={loaded} isDirty={false} />
            </div>
          )
        }
      </Loaded>
    </Page>
  )

  function titleOf(one: Schema<'FindingOut'>) {
    if (one.state === 'withdrawn') return t('editor.withdrawn')
    if (one.state === 'published')
      return t('editor.published', { day: one.published_at ? dateOfInstant(one.published_at) : '' })
    const waiting = one.authors.filter(author => !author.agreed)
    // What is missing has one sentence for everybody who has not agreed; the heading names them instead.
    const missing = one.what_is_missing.length - (waiting.length > 0 ? 1 : 0)
    if (missing > 0) return t('editor.draftMissing', { count: missing })
    if (waiting.length === 0) return t('editor.draftReady')
    const names = waiting.map(author => author.name).join(', ')
    return t('editor.draftWaits', { count: waiting.length, names })
  }
}
