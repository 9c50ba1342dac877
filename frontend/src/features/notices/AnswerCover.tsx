import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isRefusedWith } from '../../api/problems'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { CoverQuestion } from './CoverQuestion'
import { coverQuestionQuery } from './queries'

/**
 * Yes or no to an ask for cover, from the link in its mail: no sign-in asked. The link's secret stands behind the #,
 * which browsers never send; opening the page changes nothing, so that a program that opens links answers for nobody.
 */
export function AnswerCover() {
  const { t } = useTranslation('notices')
  const secret = useLocation({ select: location => location.hash })
  const query = useQuery({ ...coverQuestionQuery(secret), enabled: secret !== '' })
  if (
    secret === '' ||
    isRefusedWith(query.error, 'not-found') ||
    isRefusedWith(query.error, 'invalid-request')
  )
    return (
      <Page narrow name={t('answer.name')} title={t('answer.unknown')}>
        <Notice
          tone="needs"
          action={
            <Link to="/sign-in" className="text-link">
              {t('answer.signIn')}
            </Link>
          }
        >
          {t('answer.unknownDetail')}
        </Notice>
      </Page>
    )
  const { data } = query
  const title = data
    ? t(`answer.title.${data.state}`, { class: data.class_name, name: data.name })
    : t('answer.name')
  return (
    <Page narrow name={t('answer.name')} title={title}>
      <Loaded query={query}>{question => <CoverQuestion secret={secret} question={question} />}</Loaded>
    </Page>
  )
}
