import pytest
from random import Random
from tests.publishing.acts import ACTS
from tests.publishing.ways import WAYS
from tests.publishing.office import open_office
from publishing.submissions import TOKEN, new_token
from django.db import transaction
pytestmark=pytest.mark.django_db
BAD=["9"*30,"\0","²", "x"*3000, "-1", "2021-13-45", "\ud800"[:0]+"\u202e"]
def test_z():
    office=open_office(); office.client.raise_request_exception=False
    bad=[]; n=0
    for name,way in {**ACTS,**WAYS}.items():
        if "upload" in name: continue
        with transaction.atomic():
            address,data=way(office,Random(0))
            for key in data:
                if key in ("csrfmiddlewaretoken",TOKEN) or key.endswith("_FORMS"): continue
                if name in WAYS and not (hash(key)%4==0): continue
                for value in BAD[:3] if name in WAYS else BAD:
                    sent={**data,key:value,TOKEN:new_token(office.user,address)}
                    n+=1
                    sid=transaction.savepoint()
                    r=office.client.post(address,sent)
                    transaction.savepoint_rollback(sid)
                    if r.status_code>=500: bad.append((name,key,value[:10],r.status_code)); print("BAD",bad[-1])
            transaction.set_rollback(True)
    print("TRIED",n,"BAD",bad)
