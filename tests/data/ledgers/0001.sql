-- A ledger of the first version of the tables (0001), as riwaya 0.1 wrote it: plain SQL for SQLite and PostgreSQL.
CREATE TABLE alembic_version (
  version_num VARCHAR(32) NOT NULL, 
  CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE documents (
  position INTEGER NOT NULL, 
  id VARCHAR NOT NULL, 
  sha256 VARCHAR NOT NULL, 
  outlet VARCHAR, 
  url VARCHAR, 
  title VARCHAR, 
  language VARCHAR NOT NULL, 
  published_earliest VARCHAR, 
  published_latest VARCHAR, 
  published_basis VARCHAR NOT NULL, 
  retrieved VARCHAR, 
  lineage VARCHAR, 
  version_of VARCHAR, 
  text TEXT NOT NULL, 
  PRIMARY KEY (position), 
  UNIQUE (id)
);
CREATE TABLE claims (
  position INTEGER NOT NULL, 
  id VARCHAR NOT NULL, 
  document VARCHAR NOT NULL, 
  event VARCHAR NOT NULL, 
  stance VARCHAR NOT NULL, 
  denial VARCHAR, 
  denies_what VARCHAR, 
  attitude VARCHAR NOT NULL, 
  background BOOLEAN NOT NULL, 
  evidence_start INTEGER NOT NULL, 
  evidence_end INTEGER NOT NULL, 
  earliest VARCHAR, 
  latest VARCHAR, 
  score FLOAT NOT NULL, 
  record TEXT NOT NULL, 
  PRIMARY KEY (position), 
  UNIQUE (id), 
  FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE TABLE claim_voices (
  claim VARCHAR NOT NULL, 
  place_in_list INTEGER NOT NULL, 
  text VARCHAR NOT NULL, 
  name VARCHAR, 
  entity VARCHAR, 
  kind VARCHAR NOT NULL, 
  PRIMARY KEY (claim, place_in_list), 
  FOREIGN KEY(claim) REFERENCES claims (id)
);
CREATE TABLE claim_actors (
  claim VARCHAR NOT NULL, 
  role VARCHAR NOT NULL, 
  place_in_list INTEGER NOT NULL, 
  text VARCHAR NOT NULL, 
  name VARCHAR, 
  entity VARCHAR, 
  PRIMARY KEY (claim, role, place_in_list), 
  FOREIGN KEY(claim) REFERENCES claims (id)
);
CREATE TABLE claim_places (
  claim VARCHAR NOT NULL, 
  place_in_list INTEGER NOT NULL, 
  text VARCHAR NOT NULL, 
  name VARCHAR, 
  entity VARCHAR, 
  lat FLOAT, 
  lon FLOAT, 
  precision VARCHAR NOT NULL, 
  PRIMARY KEY (claim, place_in_list), 
  FOREIGN KEY(claim) REFERENCES claims (id)
);
CREATE TABLE set_aside (
  position INTEGER NOT NULL, 
  source VARCHAR NOT NULL, 
  code VARCHAR NOT NULL, 
  message VARCHAR NOT NULL, 
  PRIMARY KEY (position)
);
CREATE TABLE runs (
  id VARCHAR NOT NULL, 
  version VARCHAR NOT NULL, 
  options TEXT NOT NULL, 
  documents INTEGER NOT NULL, 
  claims INTEGER NOT NULL, 
  set_aside INTEGER NOT NULL, 
  PRIMARY KEY (id)
);
CREATE INDEX ix_claim_actors_entity ON claim_actors (entity);
CREATE INDEX ix_claim_places_entity ON claim_places (entity);
CREATE INDEX ix_claim_voices_entity ON claim_voices (entity);
CREATE INDEX ix_claims_document ON claims (document);
CREATE INDEX ix_claims_event ON claims (event);
CREATE INDEX ix_set_aside_code ON set_aside (code);
INSERT INTO alembic_version VALUES ('0001');
INSERT INTO documents VALUES (0, 'janub/thalith', 'cc5643c4e5d39c53fbd03225326b5f2d2fdbff1ee9db8766904c7d826462b6d9', NULL, NULL, NULL, 'ar', NULL, NULL, 'unknown', NULL, NULL, NULL, 'لم تصدر اليوم أي بيانات، ولا جديد في هذا التقرير القصير.
');
INSERT INTO documents VALUES (1, 'shamal/awwal', '4cb125296eed0689947705c8fd8e0fac212c52711c6fac8f9ab6d8b50d40b2d2', 'outlet:shbka-alwady', 'https://example.org/1', NULL, 'ar', '2031-05-06', '2031-05-06', 'sidecar', NULL, NULL, NULL, 'قال ناشطون إن مقاتلي اللواء الخامس دخلوا بلدة عين الورد يوم الثلاثاء.
ونفى المتحدث باسم القوات الحكومية صحة الأنباء عن انسحاب عناصره من مطار النخيل.
وبحسب مصادر طبية قتل 12 مدنيا في غارة جوية على سوق البلدة.
');
INSERT INTO documents VALUES (2, 'shamal/thani', '343be92b0bbf19fcaff7164cc512224124d1233cddbac9372154707e66404f45', NULL, NULL, NULL, 'ar', NULL, NULL, 'unknown', NULL, NULL, NULL, 'أعلنت غرفة عمليات الوادي أنها استعادت قرية تل السنابل بعد اشتباكات استمرت ساعات.
وقال المرصد المحلي إن القصف أصاب مدرسة في القرية نفسها، ولم يتحدث عن قتلى.
');
INSERT INTO claims VALUES (0, 'bec996d0ce1de5e6', 'shamal/awwal', 'entry', 'asserts', NULL, NULL, 'neutral', FALSE, 14, 68, '2031-05-06', '2031-05-06', 0.89, '{"id":"bec996d0ce1de5e6","document":"shamal/awwal","evidence":{"start":14,"end":68,"text":"مقاتلي اللواء الخامس دخلوا بلدة عين الورد يوم الثلاثاء"},"voices":[{"text":"ناشطون","start":4,"end":10,"name":null,"entity":null,"kind":"activist","also":[]}],"cue":{"text":"قال","start":0,"end":3},"attitude":"neutral","stance":"asserts","denial":null,"denies_what":null,"event":"entry","background":false,"agents":[{"text":"مقاتلي اللواء الخامس","start":14,"end":34,"name":null,"entity":null,"also":[]}],"targets":[],"places":[{"text":"بلدة عين","start":41,"end":49,"name":"Al Ḩajab","entity":"place:gn77594","lat":14.8519,"lon":45.529,"precision":"point","also":[]}],"time":{"earliest":"2031-05-06","latest":"2031-05-06","offset_days":[0,0],"text":"يوم الثلاثاء","start":56,"end":68},"extent":null,"quantities":[],"rules":["verb:entry.dakhala","agent:subject","place:object","attribution:say.qala"],"score":0.89}');
INSERT INTO claims VALUES (1, 'c72a9eba33fff08c', 'shamal/awwal', 'withdrawal', 'denies', 'rebuttal', 'event', 'neutral', FALSE, 108, 147, '2031-05-06', '2031-05-06', 0.79, '{"id":"c72a9eba33fff08c","document":"shamal/awwal","evidence":{"start":108,"end":147,"text":"الأنباء عن انسحاب عناصره من مطار النخيل"},"voices":[{"text":"المتحدث باسم القوات الحكومية صحة","start":75,"end":107,"name":null,"entity":null,"kind":"official","also":[]}],"cue":{"text":"نفى","start":71,"end":74},"attitude":"neutral","stance":"denies","denial":"rebuttal","denies_what":"event","event":"withdrawal","background":false,"agents":[{"text":"عناصره","start":126,"end":132,"name":null,"entity":null,"also":["المتحدث باسم القوات الحكومية صحة"]}],"targets":[],"places":[{"text":"مطار النخيل","start":136,"end":147,"name":null,"entity":null,"lat":null,"lon":null,"precision":"unresolved","also":[]}],"time":{"earliest":"2031-05-06","latest":"2031-05-06","offset_days":[0,0],"text":"يوم الثلاثاء","start":56,"end":68},"extent":null,"quantities":[],"rules":["noun:withdrawal.insahaba","agent:construct","place:prep:من","time:story","attribution:deny.nafa"],"score":0.79}');
INSERT INTO claims VALUES (2, '1718a95daefac7d6', 'shamal/awwal', 'killed', 'asserts', NULL, NULL, 'neutral', FALSE, 166, 178, '2031-05-06', '2031-05-06', 0.86, '{"id":"1718a95daefac7d6","document":"shamal/awwal","evidence":{"start":166,"end":178,"text":"قتل 12 مدنيا"},"voices":[{"text":"مصادر طبية","start":155,"end":165,"name":null,"entity":null,"kind":"unnamed","also":[]}],"cue":{"text":"بحسب","start":150,"end":154},"attitude":"neutral","stance":"asserts","denial":null,"denies_what":null,"event":"killed","background":false,"agents":[],"targets":[{"text":"مدنيا","start":173,"end":178,"name":null,"entity":null,"also":[]}],"places":[{"text":"بلدة عين","start":41,"end":49,"name":"Al Ḩajab","entity":"place:gn77594","lat":14.8519,"lon":45.529,"precision":"point","also":[]}],"time":{"earliest":"2031-05-06","latest":"2031-05-06","offset_days":[0,0],"text":"يوم الثلاثاء","start":56,"end":68},"extent":null,"quantities":[{"text":"12 مدنيا","value":12.0,"high":12.0,"unit":"people","relation":"exactly","of":"civilian"}],"rules":["noun:killed.qatala","target:object","place:cause","time:story","attribution:src.bihasab"],"score":0.86}');
INSERT INTO claims VALUES (3, 'f778b093c7df93ae', 'shamal/awwal', 'airstrike', 'asserts', NULL, NULL, 'neutral', FALSE, 182, 206, '2031-05-06', '2031-05-06', 0.84, '{"id":"f778b093c7df93ae","document":"shamal/awwal","evidence":{"start":182,"end":206,"text":"غارة جوية على سوق البلدة"},"voices":[{"text":"مصادر طبية","start":155,"end":165,"name":null,"entity":null,"kind":"unnamed","also":[]}],"cue":{"text":"بحسب","start":150,"end":154},"attitude":"neutral","stance":"asserts","denial":null,"denies_what":null,"event":"airstrike","background":false,"agents":[],"targets":[{"text":"سوق البلدة","start":196,"end":206,"name":null,"entity":null,"also":[]}],"places":[{"text":"بلدة عين","start":41,"end":49,"name":"Al Ḩajab","entity":"place:gn77594","lat":14.8519,"lon":45.529,"precision":"point","also":[]}],"time":{"earliest":"2031-05-06","latest":"2031-05-06","offset_days":[0,0],"text":"يوم الثلاثاء","start":56,"end":68},"extent":null,"quantities":[{"text":"غارة","value":1.0,"high":1.0,"unit":"strikes","relation":"exactly","of":null}],"rules":["phrase:airstrike.jawwi","target:prep:علي","time:story","attribution:src.bihasab"],"score":0.84}');
INSERT INTO claims VALUES (4, 'b0fc3e08005a08b2', 'shamal/thani', 'recapture', 'asserts', NULL, NULL, 'neutral', FALSE, 30, 53, NULL, NULL, 0.85, '{"id":"b0fc3e08005a08b2","document":"shamal/thani","evidence":{"start":30,"end":53,"text":"استعادت قرية تل السنابل"},"voices":[{"text":"غرفة عمليات الوادي","start":6,"end":24,"name":null,"entity":null,"kind":"official","also":[]}],"cue":{"text":"أعلنت","start":0,"end":5},"attitude":"neutral","stance":"asserts","denial":null,"denies_what":null,"event":"recapture","background":false,"agents":[{"text":"غرفة عمليات الوادي","start":6,"end":24,"name":null,"entity":null,"also":[]}],"targets":[],"places":[{"text":"قرية تل السنابل","start":38,"end":53,"name":null,"entity":null,"lat":null,"lon":null,"precision":"unresolved","also":[]}],"time":null,"extent":null,"quantities":[],"rules":["verb:recapture.istaada","agent:subject","place:object","attribution:say.announce"],"score":0.85}');
INSERT INTO claims VALUES (5, '0e139b834f527cef', 'shamal/thani', 'clash', 'asserts', NULL, NULL, 'neutral', FALSE, 58, 66, NULL, NULL, 0.29, '{"id":"0e139b834f527cef","document":"shamal/thani","evidence":{"start":58,"end":66,"text":"اشتباكات"},"voices":[{"text":"غرفة عمليات الوادي","start":6,"end":24,"name":null,"entity":null,"kind":"official","also":[]}],"cue":{"text":"أعلنت","start":0,"end":5},"attitude":"neutral","stance":"asserts","denial":null,"denies_what":null,"event":"clash","background":false,"agents":[],"targets":[],"places":[{"text":"قرية تل السنابل","start":38,"end":53,"name":null,"entity":null,"lat":null,"lon":null,"precision":"unresolved","also":[]}],"time":null,"extent":null,"quantities":[],"rules":["noun:clash.ishtabaka","place:claim-before","attribution:say.announce"],"score":0.29}');
INSERT INTO claims VALUES (6, '0d71b09751135b46', 'shamal/thani', 'attack', 'asserts', NULL, NULL, 'neutral', FALSE, 103, 135, NULL, NULL, 0.65, '{"id":"0d71b09751135b46","document":"shamal/thani","evidence":{"start":103,"end":135,"text":"القصف أصاب مدرسة في القرية نفسها"},"voices":[{"text":"المرصد المحلي","start":86,"end":99,"name":null,"entity":null,"kind":"monitor","also":[]}],"cue":{"text":"قال","start":82,"end":85},"attitude":"neutral","stance":"asserts","denial":null,"denies_what":null,"event":"attack","background":false,"agents":[{"text":"غرفة عمليات الوادي","start":6,"end":24,"name":null,"entity":null,"also":[]}],"targets":[{"text":"مدرسة","start":114,"end":119,"name":null,"entity":null,"also":[]}],"places":[{"text":"قرية تل السنابل","start":38,"end":53,"name":null,"entity":null,"lat":null,"lon":null,"precision":"unresolved","also":[]}],"time":null,"extent":null,"quantities":[],"rules":["verb:attack.asaba","agent:subject","target:object","place:prep:في","agent:discourse","place:story","attribution:say.qala"],"score":0.65}');
INSERT INTO claim_voices VALUES ('bec996d0ce1de5e6', 0, 'ناشطون', NULL, NULL, 'activist');
INSERT INTO claim_voices VALUES ('c72a9eba33fff08c', 0, 'المتحدث باسم القوات الحكومية صحة', NULL, NULL, 'official');
INSERT INTO claim_voices VALUES ('1718a95daefac7d6', 0, 'مصادر طبية', NULL, NULL, 'unnamed');
INSERT INTO claim_voices VALUES ('f778b093c7df93ae', 0, 'مصادر طبية', NULL, NULL, 'unnamed');
INSERT INTO claim_voices VALUES ('b0fc3e08005a08b2', 0, 'غرفة عمليات الوادي', NULL, NULL, 'official');
INSERT INTO claim_voices VALUES ('0e139b834f527cef', 0, 'غرفة عمليات الوادي', NULL, NULL, 'official');
INSERT INTO claim_voices VALUES ('0d71b09751135b46', 0, 'المرصد المحلي', NULL, NULL, 'monitor');
INSERT INTO claim_actors VALUES ('bec996d0ce1de5e6', 'agent', 0, 'مقاتلي اللواء الخامس', NULL, NULL);
INSERT INTO claim_actors VALUES ('c72a9eba33fff08c', 'agent', 0, 'عناصره', NULL, NULL);
INSERT INTO claim_actors VALUES ('1718a95daefac7d6', 'target', 0, 'مدنيا', NULL, NULL);
INSERT INTO claim_actors VALUES ('f778b093c7df93ae', 'target', 0, 'سوق البلدة', NULL, NULL);
INSERT INTO claim_actors VALUES ('b0fc3e08005a08b2', 'agent', 0, 'غرفة عمليات الوادي', NULL, NULL);
INSERT INTO claim_actors VALUES ('0d71b09751135b46', 'agent', 0, 'غرفة عمليات الوادي', NULL, NULL);
INSERT INTO claim_actors VALUES ('0d71b09751135b46', 'target', 0, 'مدرسة', NULL, NULL);
INSERT INTO claim_places VALUES ('bec996d0ce1de5e6', 0, 'بلدة عين', 'Al Ḩajab', 'place:gn77594', 14.8519, 45.529, 'point');
INSERT INTO claim_places VALUES ('c72a9eba33fff08c', 0, 'مطار النخيل', NULL, NULL, NULL, NULL, 'unresolved');
INSERT INTO claim_places VALUES ('1718a95daefac7d6', 0, 'بلدة عين', 'Al Ḩajab', 'place:gn77594', 14.8519, 45.529, 'point');
INSERT INTO claim_places VALUES ('f778b093c7df93ae', 0, 'بلدة عين', 'Al Ḩajab', 'place:gn77594', 14.8519, 45.529, 'point');
INSERT INTO claim_places VALUES ('b0fc3e08005a08b2', 0, 'قرية تل السنابل', NULL, NULL, NULL, NULL, 'unresolved');
INSERT INTO claim_places VALUES ('0e139b834f527cef', 0, 'قرية تل السنابل', NULL, NULL, NULL, NULL, 'unresolved');
INSERT INTO claim_places VALUES ('0d71b09751135b46', 0, 'قرية تل السنابل', NULL, NULL, NULL, NULL, 'unresolved');
INSERT INTO set_aside VALUES (0, 'reports/janub/fargh.txt', 'empty', 'reports/janub/fargh.txt: the file is empty; nothing can be read from it');
INSERT INTO runs VALUES ('17796a2574a23e90', '0.1.0', '{"title": "تجربة"}', 3, 7, 1);
