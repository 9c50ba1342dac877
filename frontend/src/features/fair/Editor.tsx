import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import classes from './Editor.module.css'
import { EditorForm } from './EditorForm'
import { HandedIn } from './HandedIn'
import { draftQuery } from './queries'
import { useStateTitle } from './useStateTitle'

/** Where a group writes up what it found, agrees on it, and hands it in. */
export function Editor() {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const { findingId } = useParams({ from: '/signed-in/findings/$findingId/edit' })
  const query = useQuery(draftQuery(findingId))
  const titleOf = useStateTitle()
  const finding = query.data
  const onFair = finding?.state === 'published' ? finding.id : finding?.revises_id
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
        onFair && (
          <Link to="/fair/$findingId" params={{ findingId: onFair }} className="text-link">
            {t('editor.readPublished')}
          </Link>
        )
      }
    >
      <Loaded query={query} next={<ToToday />}>
        {loaded => (
          <div className={classes.whole}>
            {loaded.revises_id && <Notice title={w('title.revision')}>{w('revise.lead')}</Notice>}
            {loaded.state === 'draft' && loaded.may.edit ? (
              <EditorForm key={loaded.id} finding={loaded} />
            ) : (
              <HandedIn finding={loaded} />
            )}
          </div>
        )}
      </Loaded>
    </Page>
  )
}
