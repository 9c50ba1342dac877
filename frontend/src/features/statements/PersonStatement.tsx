import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { Downloads } from './Downloads'
import { filesOf } from './files'
import { statementOfQuery } from './queries'
import { Sheet } from './Sheet'
import classes from './Statement.module.css'
import { YearChoice } from './YearChoice'

const ROUTE = '/signed-in/desk/people/$staffId/statement'

/** A colleague's year on one page, for the CPD lead and the head: minutes, never notes. */
export function PersonStatement() {
  const { t } = useTranslation('statements')
  const { staffId } = useParams({ from: ROUTE })
  const { year } = useSearch({ from: ROUTE })
  const query = useQuery(statementOfQuery(staffId, year))
  const told = query.data
  return (
    <div className={classes.paper}>
      <Page
        name={told ? `${t('person.name')}, ${told.staff_name}` : t('person.name')}
        eyebrow={
          <Link to="/desk/people/$staffId" params={{ staffId }} className="text-link no-print">
            {told ? t('person.back', { name: told.staff_name }) : t('person.backAny')}
          </Link>
        }
        title={told ? t('sheet.title', { name: told.staff_name, year: told.year_name }) : t('person.name')}
        actions={
          told && (
            <>
              <YearChoice shown={told.year_id} />
              <Downloads
                files={filesOf('staff/{staff_id}/statement', ['pdf', 'csv'], {
                  year: told.year_id,
                  staff: staffId,
                })}
              />
            </>
          )
        }
      >
        <Loaded query={query} next={<ToToday />}>
          {loaded => <Sheet told={loaded} />}
        </Loaded>
      </Page>
    </div>
  )
}
