import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../lib/usePhone'
import { SearchBox } from '../../ui/SearchBox'
import { Facet } from './Facet'
import classes from './Filters.module.css'
import type { Facets } from './shapes'
import { chosenIn, LABELS, type LabelKind, narrowed, type ShelfSearch } from './shelf'

type FiltersProps = { search: ShelfSearch; facets: Facets | undefined }

/** Words, and every label with its count; all of them stand in the address, so that a search can be passed on. */
export function Filters({ search, facets }: FiltersProps) {
  const { t } = useTranslation('shelf')
  const navigate = useNavigate({ from: '/fair' })
  const isPhone = usePhone()
  const set = (kind: LabelKind | 'q', value: string | undefined) =>
    void navigate({ search: narrowed(search, kind, value), replace: true, resetScroll: false })
  return (
    <div className={classes.filters}>
      <SearchBox
        label={t('search')}
        placeholder={t('searchHint')}
        words={search.q ?? ''}
        onSearch={words => set('q', words)}
      />
      <details open={!isPhone || chosenIn(search).length > 0} className={classes.fold}>
        <summary>{t('filters')}</summary>
        <div className={classes.facets}>
          {LABELS.map(kind => (
            <Facet
              key={kind}
              kind={kind}
              chosen={search[kind]}
              values={kind === 'group' ? [] : (facets?.[kind] ?? [])}
              onChoose={value => set(kind, value)}
            />
          ))}
        </div>
      </details>
    </div>
  )
}
