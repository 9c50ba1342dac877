import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { momentInWords } from '../../lib/dates'
import { ButtonLink } from '../../ui/ButtonLink'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { ProposalRead } from './ProposalRead'
import { versionQuery } from './queries'
import type { LessonOut } from './shapes'

/** The proposal as somebody saved it then. */
export function OldVersion({ lesson, number }: { lesson: LessonOut; number: number }) {
  const { t } = useTranslation('lessonStudy')
  const query = useQuery(versionQuery(lesson.id, number))
  const back = (
    <ButtonLink to="/research-lessons/$lessonId" params={{ lessonId: lesson.id }} variant="default">
      {t('versions.newest')}
    </ButtonLink>
  )
  return (
    <Loaded query={query} next={back}>
      {version => (
        <div className="stack">
          <Notice
            title={t('versions.asSaved', {
              name: version.saved_by_name,
              when: momentInWords(version.saved_at),
            })}
            action={back}
          >
            {t('versions.thenDetail')}
          </Notice>
          <Section title={t('proposal.heading')}>
            <ProposalRead lesson={lesson} proposal={version.proposal} />
          </Section>
        </div>
      )}
    </Loaded>
  )
}
