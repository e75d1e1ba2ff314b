import { readFileSync } from 'node:fs';
import { catalogue, type Name, specOf } from '@shuquan/chaincode/model';
import { errors } from '@shuquan/gateway/errors';
import { openApi } from '@shuquan/gateway/openapi/document';
import { errorsOf } from '@shuquan/gateway/openapi/errors';
import { describedTable } from '@shuquan/gateway/routes/table';
import { expect } from 'chai';

const routes = describedTable();
const document = openApi();
const names = Object.keys(catalogue) as Name[];

describe('OpenAPI', () => {
  it('is the committed file: run `npm run generate` after a change', () => {
    const file = new URL('../../../gateway/openapi.json', import.meta.url);

    expect(JSON.parse(readFileSync(file, 'utf8'))).to.deep.equal(
      JSON.parse(JSON.stringify(document)),
    );
  });

  it('refers to nothing that it does not hold', () => {
    const { schemas } = document['components'] as { schemas: Record<string, unknown> };
    const text = JSON.stringify(document);

    const wanted = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');

    for (const ref of wanted) {
      expect(ref).to.match(/^#\/components\/schemas\//);
      expect(schemas).to.have.property(ref.slice('#/components/schemas/'.length));
    }
  });

  it('names every operation once', () => {
    const ids = routes.map(({ operationId }) => operationId);

    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('declares every part of a path', () => {
    for (const { path, params } of routes) {
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part);
      const shape = (params as { shape?: object } | undefined)?.shape ?? {};
      expect(Object.keys(shape), path).to.have.members(parts);
    }
  });

  it('demands an Idempotency-Key of every POST', () => {
    const paths = document['paths'] as Record<string, Record<string, { parameters: object[] }>>;
    for (const { post } of Object.values(paths)) {
      if (post === undefined) continue;
      const headers = post.parameters.filter((p) => (p as { in: string }).in === 'header');
      expect(headers[0]).to.include({ name: 'Idempotency-Key', required: true });
    }
  });
});

describe('the catalogue over HTTP', () => {
  for (const name of names) {
    const { kind, errors: own } = specOf(name);

    it(`has a route of its own for ${name}`, () => {
      const direct = routes.filter(({ carries }) => carries.length === 1 && carries[0] === name);

      expect(direct).not.to.be.empty;
    });

    it(`reaches ${name} by ${kind === 'submit' ? 'offline signing' : 'attestation'} too`, () => {
      const wanted =
        kind === 'submit'
          ? ['prepareProposal', 'endorseProposal', 'submitTransaction']
          : ['attestQuery'];

      const carrying = routes.filter(({ carries }) => carries.includes(name));

      expect(carrying.map(({ operationId }) => operationId)).to.include.members(wanted);
    });

    it(`lists the errors of ${name} wherever it is reached`, () => {
      for (const route of routes.filter(({ carries }) => carries.includes(name))) {
        expect(errorsOf(route), route.operationId).to.include.members([...own]);
      }
    });
  }

  it('uses no code without a status', () => {
    for (const route of routes) {
      for (const code of errorsOf(route)) expect(errors).to.have.property(code);
    }
  });
});
