import { Checkbox } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { holds, useMe } from '../../api/me'
import { itemsOf } from '../../api/paged'
import { ButtonLink } from '../../ui/ButtonLink'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { LoadMore } from '../../ui/LoadMore'
import { Page } from '../../ui/Page'
import { SearchBox } from '../../ui/SearchBox'
import { PeopleTable } from './PeopleTable'
import { peopleQuery } from './queries'
import classes from './School.module.css'

/** Everybody of the school, to find, open and add. */
export function People() {
  const { t } = useTranslation('school')
  const me = useMe()
  const { q = '', left } = useSearch({ from: '/signed-in/school/people' })
  const navigate = useNavigate({ from: '/school/people' })
  const people = useInfiniteQuery(peopleQuery(q, left === true))
  const found = people.data && itemsOf(people.data)
  const isWhole = found && !people.hasNextPage
  const words = { school: me.school.name, words: q, count: found?.length ?? 0 }
  const title =
    !isWhole || left
      ? t(left ? 'people.titleLeft' : 'people.title', words)
      : q
        ? t('people.titleFound', words)
        : t('people.titleAll', words)
  const canSignIn = found?.filter(person => person.can_sign_in).length ?? 0
  return (
    <Page
      name={t('people.name')}
      title={title}
      aside={isWhole && !q && !left && found.length > 0 && t('people.signIn', { count: canSignIn })}
      actions={
        holds(me, 'head', 'cpd_lead') && (
          <>
            <ButtonLink to="/school/staff-list" variant="default">
              {t('people.bring')}
            </ButtonLink>
            <ButtonLink to="/school/people/new" variant="light">
              {t('people.add')}
            </ButtonLink>
          </>
        )
      }
    >
      <div className={classes.filters}>
        <SearchBox
          label={t('people.search')}
          words={q}
          onSearch={words =>
            void navigate({
              search: { ...(words ? { q: words } : {}), ...(left ? { left } : {}) },
              replace: true,
            })
          }
        />
        <Checkbox
          label={t('people.leavers')}
          checked={left === true}
          onChange={event =>
            void navigate({
              search: {
                ...(q ? { q } : {}),
                ...(event.currentTarget.checked ? { left: true as const } : {}),
              },
              replace: true,
            })
          }
        />
      </div>
      <Loaded query={people}>
        {data => {
          const staff = itemsOf(data)
          if (staff.length === 0)
            return left && !q ? (
              <EmptyState title={t('people.noneLeft')} />
            ) : q ? (
              <EmptyState title={t('people.none')}>{t('people.noneDetail')}</EmptyState>
            ) : (
              <EmptyState title={t('people.empty')}>{t('people.emptyDetail')}</EmptyState>
            )
          return <PeopleTable staff={staff} />
        }}
      </Loaded>
      <LoadMore query={people} />
    </Page>
  )
}
