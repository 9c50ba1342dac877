import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Section } from '../../ui/Section'

/** What a cycle is, in a sentence, and how one starts. */
export function NoCycle({ groupId, mayStart }: { groupId: string; mayStart: boolean }) {
  const { t } = useTranslation('lessonStudy')
  return (
    <Section title={t('panel.heading')}>
      <EmptyState
        title={t('panel.none')}
        action={
          mayStart && (
            <ButtonLink to="/group/$groupId/cycles/new" params={{ groupId }}>
              {t('panel.start')}
            </ButtonLink>
          )
        }
      >
        {t('panel.noneDetail')}
      </EmptyState>
    </Section>
  )
}
