import { useTranslation } from 'react-i18next'
import { answer, api } from '../../api/client'
import { RemoveButton } from '../../ui/RemoveButton'
import { type Source, sourceQuery, sourcesQuery } from './queries'

/** Forgets an address. */
export function RemoveAddress({ source }: { source: Source }) {
  const { t } = useTranslation('addresses')
  return (
    <RemoveButton
      words={{
        label: t('remove'),
        ask: t('removeAsk'),
        yes: t('removeYes'),
        done: t('removed', { name: source.name }),
      }}
      send={() =>
        answer(api.DELETE('/api/outside-sources/{source_id}', { params: { path: { source_id: source.id } } }))
      }
      list={{ to: '/school/addresses', key: sourcesQuery.queryKey }}
      one={sourceQuery(source.id).queryKey}
    />
  )
}
