import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { ToToday } from '../../ui/ToToday'
import { Downloads } from './Downloads'
import { filesOf } from './files'
import { NoYear } from './NoYear'
import { myStatementQuery } from './queries'
import { Sheet } from './Sheet'
import classes from './Statement.module.css'
import { YearChoice } from './YearChoice'

/** My year of protected time on one page. */
export function MyStatement() {
  const { t } = useTranslation('statements')
  const { year } = useSearch({ from: '/signed-in/my-time/statement' })
  const query = useQuery(myStatementQuery(year))
  const told = query.data
  return (
    <div className={classes.paper}>
      <Page
        name={t('mine.name')}
        eyebrow={
          <Link to="/time" className="text-link no-print">
            {t('mine.back')}
          </Link>
        }
        title={told ? t('sheet.title', { name: told.staff_name, year: told.year_name }) : t('mine.name')}
        actions={
          told && (
            <>
              <YearChoice shown={told.year_id} />
              <Downloads files={filesOf('my-time/statement', ['pdf', 'csv'], { year: told.year_id })} />
            </>
          )
        }
      >
        <Loaded query={query} next={<ToToday />}>
          {loaded => (loaded ? <Sheet told={loaded} /> : <NoYear />)}
        </Loaded>
      </Page>
    </div>
  )
}
