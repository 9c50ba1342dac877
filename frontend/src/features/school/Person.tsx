import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { holds, useMe } from '../../api/me'
import { Loaded } from '../../ui/Loaded'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { ClearFactors } from './ClearFactors'
import { EditPerson } from './EditPerson'
import { InvitePerson } from './InvitePerson'
import { Leaving } from './Leaving'
import { personQuery } from './queries'

/** One person: what the school keeps about them, whether they sign in, and the way to their timetable. */
export function Person() {
  const { t } = useTranslation('school')
  const me = useMe()
  const { staffId } = useParams({ from: '/signed-in/school/people/$staffId' })
  const query = useQuery(personQuery(staffId))
  const person = query.data
  return (
    <Page
      narrow
      name={person?.name ?? t('people.name')}
      eyebrow={
        <Link to="/school/people" className="text-link">
          {t('people.name')}
        </Link>
      }
      title={person ? titleOf(person) : t('people.name')}
    >
      <Loaded query={query} next={<ToToday />}>
        {loaded => (
          <div className="stack">
            <div className="row">
              <Link
                to="/school/people/$staffId/timetable"
                params={{ staffId: loaded.id }}
                className="text-link"
              >
                {t('person.timetable')}
              </Link>
              {holds(me, 'head', 'cpd_lead') && (
                <Link to="/desk/people/$staffId" params={{ staffId: loaded.id }} className="text-link">
                  {t('person.time')}
                </Link>
              )}
            </div>
            {holds(me, 'head', 'cpd_lead') ? (
              <>
                <EditPerson key={loaded.version} person={loaded} />
                {loaded.is_active && <InvitePerson person={loaded} />}
                {loaded.can_sign_in && loaded.id !== me.staff_id && <ClearFactors person={loaded} />}
                <Leaving person={loaded} />
              </>
            ) : (
              <Notice>{t('person.onlyLeads')}</Notice>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  )

  function titleOf({ name, fte_percent: share, is_active, can_sign_in }: Schema<'StaffOut'>) {
    if (!is_active) return t('person.gone', { name })
    return t(can_sign_in ? 'person.canSignIn' : 'person.cannotSignIn', { name, share })
  }
}
