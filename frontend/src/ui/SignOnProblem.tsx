import { useTranslation } from 'react-i18next'
import type { Problem } from '../lib/signOnProblems'
import { Notice } from './Notice'

/** What went wrong out there, and what to do about it. */
export function SignOnProblem({ problem }: { problem?: Problem }) {
  const { t } = useTranslation('signOn')
  if (!problem) return null
  return (
    <Notice tone="needs" announced title={t(`problem.title.${problem}`)}>
      {t(`problem.detail.${problem}`)}
    </Notice>
  )
}
