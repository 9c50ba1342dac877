import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { Decide } from './Decide'
import classes from './Editor.module.css'
import { draftQuery } from './queries'
import { TextToRead } from './TextToRead'
import { WhatToLookFor } from './WhatToLookFor'

/** One finding that was handed in: read whole, and accepted or sent back, for safeguarding only. */
export function Check() {
  const { t } = useTranslation('writing')
  const { findingId } = useParams({ from: '/signed-in/desk/findings/$findingId' })
  const query = useQuery(draftQuery(findingId))
  const finding = query.data
  const toList = (
    <Link to="/desk/findings" className="text-link">
      {t('check.back')}
    </Link>
  )
  return (
    <Page
      name={finding?.title ?? t('check.name')}
      eyebrow={toList}
      title={finding ? t('check.pageTitle', { group: finding.group_name }) : t('check.name')}
    >
      <Loaded query={query} next={toList}>
        {loaded => (
          <div className={classes.editor}>
            <div className="stack">
              <p className="prose quiet">{t('check.lead')}</p>
              <TextToRead finding={loaded} />
            </div>
            <div className={classes.aside}>
              <WhatToLookFor hasFiles={loaded.files.length > 0} />
              <Decide finding={loaded} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
