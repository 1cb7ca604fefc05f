BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE captures (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	json TEXT NOT NULL, 
	CONSTRAINT pk_captures PRIMARY KEY (number), 
	CONSTRAINT uq_captures_id UNIQUE (id)
);
INSERT INTO "captures" VALUES(1,'capture-467f1539b88915a7ca7c',0,'{"captured_at":"2026-11-22T09:25:57Z","id":"capture-467f1539b88915a7ca7c","media_type":"text/plain","origin":"reports/kordai.txt","sha256":"467f1539b88915a7ca7c566d7b4bfe34932dd6095aa8a3b6a8a95143dd247396","sidecar":[["id","kordai"],["lang","ru"],["outlet","Вести Кордая"],["published","2024-03-14"]],"size":445}');
INSERT INTO "captures" VALUES(2,'capture-d0cef60737e09352fe01',0,'{"captured_at":"2026-11-22T09:25:57Z","id":"capture-d0cef60737e09352fe01","media_type":"text/plain","origin":"reports/river.txt","sha256":"d0cef60737e09352fe01c85e8453012e1d8fd064a613496f5a523138638aca2e","sidecar":[["id","river"],["lang","en"],["outlet","The Dnipro Courier"],["published","2024-03-13"]],"size":185}');
CREATE TABLE chain (
	only INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_chain PRIMARY KEY (only)
);
INSERT INTO "chain" VALUES(0,4,'156fb0573497b9f8edf5904fd17cd4920bc1b26354af565c50df83c473f52f93');
CREATE TABLE claims (
	reading INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	document TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	report TEXT NOT NULL, 
	object TEXT, 
	act TEXT, 
	place_id TEXT, 
	edtf TEXT, 
	speaker TEXT, 
	reality TEXT NOT NULL, 
	starts INTEGER NOT NULL, 
	ends INTEGER NOT NULL, 
	json TEXT NOT NULL, 
	CONSTRAINT pk_claims PRIMARY KEY (reading, position), 
	CONSTRAINT fk_claims_reading_part FOREIGN KEY(reading, part) REFERENCES documents (reading, position)
);
INSERT INTO "claims" VALUES(1,0,0,'claim-20d930822b9cff76f79b','document-90dbe8358837804677d7','label','kordai',NULL,NULL,NULL,NULL,NULL,'asserted',22,30,'{"attribution":null,"capture":"capture-467f1539b88915a7ca7c","date":null,"date_partial":null,"derivation":{"concluded":"victims","rule":"label","words":"=погибших"},"document":"document-90dbe8358837804677d7","end":30,"id":"claim-20d930822b9cff76f79b","kind":"label","place":null,"place_id":null,"place_text":null,"quote":"Пожар в Кордае: число погибших выросло до семи","quote_start":0,"reality":"asserted","report":"kordai","side":"victims","speaker":null,"start":22,"text":"погибших","voice":"outlet"}');
INSERT INTO "claims" VALUES(1,1,0,'claim-05a85330bb6195f57cd5','document-90dbe8358837804677d7','figure','kordai','person','killed','settlement:1524243',NULL,'Мурат Сейтов','asserted',42,46,'{"act":"killed","as_of":null,"attribution":{"cue":"сообщил","manner":"indirect","organisation":null,"role":"начальник департамента по ЧС Жамбылской области","speaker":"Мурат Сейтов","via":[]},"capture":"capture-467f1539b88915a7ca7c","denied":false,"derivation":{"premises":[{"concluded":"7","rule":"cardinal in words","words":"семи"},{"concluded":"person","rule":"object taken over","words":"погибших"},{"concluded":"killed","rule":"act of the noun phrase","words":"погибших"}],"rule":"figure"},"document":"document-90dbe8358837804677d7","end":46,"excluded":null,"hedge":"exact","high":7,"id":"claim-05a85330bb6195f57cd5","kind":"figure","low":7,"measure":"person.killed","num":"семи","object":"person","object_text":"погибших","part_of":null,"place":"Korday","place_id":"settlement:1524243","place_text":"Кордае","quantity":"7","quote":"Пожар в Кордае: число погибших выросло до семи","quote_start":0,"reality":"asserted","report":"kordai","speaker":"Мурат Сейтов","start":42,"total":true,"value":7,"when":null,"when_partial":null}');
INSERT INTO "claims" VALUES(1,2,0,'claim-271801afa64633879c8a','document-90dbe8358837804677d7','label','kordai',NULL,NULL,NULL,NULL,NULL,'asserted',63,71,'{"attribution":null,"capture":"capture-467f1539b88915a7ca7c","date":null,"date_partial":null,"derivation":{"concluded":"victims","rule":"label","words":"=погибших"},"document":"document-90dbe8358837804677d7","end":71,"id":"claim-271801afa64633879c8a","kind":"label","place":null,"place_id":null,"place_text":null,"quote":"В Кордае число погибших при пожаре на рынке выросло до семи, ранены более 20 человек, сообщил 14 марта начальник департамента по ЧС Жамбылской области Мурат Сейтов.","quote_start":48,"reality":"asserted","report":"kordai","side":"victims","speaker":null,"start":63,"text":"погибших","voice":"outlet"}');
INSERT INTO "claims" VALUES(1,3,0,'claim-8056a978a99a99fe4961','document-90dbe8358837804677d7','figure','kordai','person','killed','settlement:1524243',NULL,'Мурат Сейтов','asserted',103,107,'{"act":"killed","as_of":null,"attribution":{"cue":"сообщил","manner":"indirect","organisation":null,"role":"начальник департамента по ЧС Жамбылской области","speaker":"Мурат Сейтов","via":[]},"capture":"capture-467f1539b88915a7ca7c","denied":false,"derivation":{"premises":[{"concluded":"7","rule":"cardinal in words","words":"семи"},{"concluded":"person","rule":"object taken over","words":"погибших"},{"concluded":"killed","rule":"act of the noun phrase","words":"погибших"}],"rule":"figure"},"document":"document-90dbe8358837804677d7","end":107,"excluded":null,"hedge":"exact","high":7,"id":"claim-8056a978a99a99fe4961","kind":"figure","low":7,"measure":"person.killed","num":"семи","object":"person","object_text":"погибших","part_of":null,"place":"Korday","place_id":"settlement:1524243","place_text":"Кордае","quantity":"7","quote":"В Кордае число погибших при пожаре на рынке выросло до семи, ранены более 20 человек, сообщил 14 марта начальник департамента по ЧС Жамбылской области Мурат Сейтов.","quote_start":48,"reality":"asserted","report":"kordai","speaker":"Мурат Сейтов","start":103,"total":true,"value":7,"when":null,"when_partial":null}');
INSERT INTO "claims" VALUES(1,4,0,'claim-7dec7fac5427599d8ec2','document-90dbe8358837804677d7','figure','kordai','person','injured','settlement:1524243',NULL,'Мурат Сейтов','asserted',122,124,'{"act":"injured","as_of":null,"attribution":{"cue":"сообщил","manner":"indirect","organisation":null,"role":"начальник департамента по ЧС Жамбылской области","speaker":"Мурат Сейтов","via":[]},"capture":"capture-467f1539b88915a7ca7c","denied":false,"derivation":{"premises":[{"concluded":">20","rule":"cardinal in digits, more_than","words":"более 20"},{"concluded":"person","rule":"object of the noun phrase","words":"человек"},{"concluded":"injured","rule":"act of the segment","words":"ранены"}],"rule":"figure"},"document":"document-90dbe8358837804677d7","end":124,"excluded":null,"hedge":"more_than","high":null,"id":"claim-7dec7fac5427599d8ec2","kind":"figure","low":20,"measure":"person.injured","num":"20","object":"person","object_text":"человек","part_of":null,"place":"Korday","place_id":"settlement:1524243","place_text":"Кордае","quantity":">20","quote":"В Кордае число погибших при пожаре на рынке выросло до семи, ранены более 20 человек, сообщил 14 марта начальник департамента по ЧС Жамбылской области Мурат Сейтов.","quote_start":48,"reality":"asserted","report":"kordai","speaker":"Мурат Сейтов","start":122,"total":null,"value":20,"when":null,"when_partial":null}');
INSERT INTO "claims" VALUES(1,5,0,'claim-3770dc8d866ab9732cea','document-90dbe8358837804677d7','post','kordai',NULL,'holds',NULL,NULL,NULL,'asserted',199,211,'{"attribution":null,"capture":"capture-467f1539b88915a7ca7c","change":"holds","date":null,"date_partial":null,"derivation":{"concluded":"holds","rule":"post","words":"post beside the name"},"document":"document-90dbe8358837804677d7","end":211,"id":"claim-3770dc8d866ab9732cea","kind":"post","person":"Мурат Сейтов","place":null,"place_id":null,"place_text":null,"post":"начальник департамента по ЧС Жамбылской области","quote":"В Кордае число погибших при пожаре на рынке выросло до семи, ранены более 20 человек, сообщил 14 марта начальник департамента по ЧС Жамбылской области Мурат Сейтов.","quote_start":48,"reality":"asserted","report":"kordai","speaker":null,"start":199}');
INSERT INTO "claims" VALUES(1,6,0,'claim-b8f36662e7872201d077','document-90dbe8358837804677d7','figure','kordai','person','killed','settlement:1524243',NULL,NULL,'asserted',232,236,'{"act":"killed","as_of":null,"attribution":null,"capture":"capture-467f1539b88915a7ca7c","denied":false,"derivation":{"premises":[{"concluded":"5","rule":"cardinal in words","words":"пяти"},{"concluded":"person","rule":"object taken over","words":"погибших"},{"concluded":"killed","rule":"act of the noun phrase","words":"погибших"}],"rule":"figure"},"document":"document-90dbe8358837804677d7","end":236,"excluded":null,"hedge":"exact","high":5,"id":"claim-b8f36662e7872201d077","kind":"figure","low":5,"measure":"person.killed","num":"пяти","object":"person","object_text":"погибших","part_of":null,"place":"Korday","place_id":"settlement:1524243","place_text":"Кордае","quantity":"5","quote":"Ранее сообщалось о пяти погибших.","quote_start":213,"reality":"asserted","report":"kordai","speaker":null,"start":232,"total":null,"value":5,"when":null,"when_partial":null}');
INSERT INTO "claims" VALUES(1,7,0,'claim-0c28f66303d9acd0f8bd','document-90dbe8358837804677d7','label','kordai',NULL,NULL,NULL,NULL,NULL,'asserted',237,245,'{"attribution":null,"capture":"capture-467f1539b88915a7ca7c","date":null,"date_partial":null,"derivation":{"concluded":"victims","rule":"label","words":"=погибших"},"document":"document-90dbe8358837804677d7","end":245,"id":"claim-0c28f66303d9acd0f8bd","kind":"label","place":null,"place_id":null,"place_text":null,"quote":"Ранее сообщалось о пяти погибших.","quote_start":213,"reality":"asserted","report":"kordai","side":"victims","speaker":null,"start":237,"text":"погибших","voice":"outlet"}');
INSERT INTO "claims" VALUES(2,0,0,'claim-2092722bbd6b2b5056ca','document-7a3c154e06171f72ed85','figure','river','person','injured','settlement:696643','2024-03-12','Oleh Hrytsenko','asserted',37,39,'{"act":"injured","as_of":null,"attribution":{"cue":"said","manner":"indirect","organisation":null,"role":"police spokesman","speaker":"Oleh Hrytsenko","via":[]},"capture":"capture-d0cef60737e09352fe01","denied":false,"derivation":{"premises":[{"concluded":"11","rule":"cardinal in digits","words":"11"},{"concluded":"person","rule":"object taken over","words":"hurt"},{"concluded":"injured","rule":"act of the noun phrase","words":"hurt"}],"rule":"figure"},"document":"document-7a3c154e06171f72ed85","end":39,"excluded":null,"hedge":"exact","high":11,"id":"claim-2092722bbd6b2b5056ca","kind":"figure","low":11,"measure":"person.injured","num":"11","object":"person","object_text":"hurt","part_of":null,"place":"Poltava","place_id":"settlement:696643","place_text":"Poltava","quantity":"11","quote":"Bus plunges into river near Poltava, 11 hurt","quote_start":0,"reality":"asserted","report":"river","speaker":"Oleh Hrytsenko","start":37,"total":null,"value":11,"when":"2024-03-12","when_partial":null}');
INSERT INTO "claims" VALUES(2,1,0,'claim-27d9eb993403c9fd3402','document-7a3c154e06171f72ed85','event','river',NULL,'attack','settlement:696643','2024-03-12',NULL,'asserted',46,126,'{"attribution":null,"capture":"capture-d0cef60737e09352fe01","date":"2024-03-12","date_partial":null,"derivation":{"concluded":"attack","rule":"event","words":"injure"},"document":"document-7a3c154e06171f72ed85","end":126,"id":"claim-27d9eb993403c9fd3402","kind":"event","place":"Poltava","place_id":"settlement:696643","place_text":"Poltava","quote":"At least 11 people were injured when a bus left the road near Poltava on Tuesday","quote_start":46,"reality":"asserted","report":"river","speaker":null,"start":46,"type":"attack"}');
INSERT INTO "claims" VALUES(2,2,0,'claim-637ec8a58b3656ef157e','document-7a3c154e06171f72ed85','figure','river','person','injured','settlement:696643','2024-03-12','Oleh Hrytsenko','asserted',55,57,'{"act":"injured","as_of":null,"attribution":{"cue":"said","manner":"indirect","organisation":null,"role":"police spokesman","speaker":"Oleh Hrytsenko","via":[]},"capture":"capture-d0cef60737e09352fe01","denied":false,"derivation":{"premises":[{"concluded":">=11","rule":"cardinal in digits, at_least","words":"At least 11"},{"concluded":"person","rule":"object of the noun phrase","words":"people"},{"concluded":"injured","rule":"act of the segment","words":"injured"}],"rule":"figure"},"document":"document-7a3c154e06171f72ed85","end":57,"excluded":null,"hedge":"at_least","high":null,"id":"claim-637ec8a58b3656ef157e","kind":"figure","low":11,"measure":"person.injured","num":"11","object":"person","object_text":"people","part_of":null,"place":"Poltava","place_id":"settlement:696643","place_text":"Poltava","quantity":">=11","quote":"At least 11 people were injured when a bus left the road near Poltava on Tuesday, police spokesman Oleh Hrytsenko said.","quote_start":46,"reality":"asserted","report":"river","speaker":"Oleh Hrytsenko","start":55,"total":null,"value":11,"when":"2024-03-12","when_partial":null}');
INSERT INTO "claims" VALUES(2,3,0,'claim-7bcae14587549597038a','document-7a3c154e06171f72ed85','post','river',NULL,'holds',NULL,NULL,NULL,'asserted',145,159,'{"attribution":null,"capture":"capture-d0cef60737e09352fe01","change":"holds","date":null,"date_partial":null,"derivation":{"concluded":"holds","rule":"post","words":"post beside the name"},"document":"document-7a3c154e06171f72ed85","end":159,"id":"claim-7bcae14587549597038a","kind":"post","person":"Oleh Hrytsenko","place":null,"place_id":null,"place_text":null,"post":"police spokesman","quote":"At least 11 people were injured when a bus left the road near Poltava on Tuesday, police spokesman Oleh Hrytsenko said.","quote_start":46,"reality":"asserted","report":"river","speaker":null,"start":145}');
INSERT INTO "claims" VALUES(2,4,0,'claim-e9ba6426ccef42e199e8','document-7a3c154e06171f72ed85','figure','river','person','killed','settlement:696643','2024-03-12','Oleh Hrytsenko','asserted',166,172,'{"act":"killed","as_of":null,"attribution":{"cue":"said","manner":"indirect","organisation":null,"role":"police spokesman","speaker":"Oleh Hrytsenko","via":[]},"capture":"capture-d0cef60737e09352fe01","denied":false,"derivation":{"premises":[{"concluded":"0","rule":"denial as nought","words":"Nobody"},{"concluded":"person.killed","rule":"what is denied"}],"rule":"figure"},"document":"document-7a3c154e06171f72ed85","end":172,"excluded":null,"hedge":"exact","high":0,"id":"claim-e9ba6426ccef42e199e8","kind":"figure","low":0,"measure":"person.killed","num":"Nobody","object":"person","object_text":null,"part_of":null,"place":"Poltava","place_id":"settlement:696643","place_text":"Poltava","quantity":"0","quote":"Nobody was killed.","quote_start":166,"reality":"asserted","report":"river","speaker":"Oleh Hrytsenko","start":166,"total":null,"value":0,"when":"2024-03-12","when_partial":null}');
CREATE TABLE custody (
	number INTEGER NOT NULL, 
	act TEXT NOT NULL, 
	about TEXT NOT NULL, 
	json TEXT NOT NULL, 
	CONSTRAINT pk_custody PRIMARY KEY (number)
);
INSERT INTO "custody" VALUES(1,'received','capture-467f1539b88915a7ca7c','{"about":"capture-467f1539b88915a7ca7c","act":"received","at":"2026-11-22T09:26:00Z","detail":{"captured_at":"2026-11-22T09:25:57Z","id":"capture-467f1539b88915a7ca7c","media_type":"text/plain","origin":"reports/kordai.txt","sha256":"467f1539b88915a7ca7c566d7b4bfe34932dd6095aa8a3b6a8a95143dd247396","sidecar":[["id","kordai"],["lang","ru"],["outlet","Вести Кордая"],["published","2024-03-14"]],"size":445},"digest":"a724e3414b0ad2afab520e7167aec9994a5118ace5607afc85567692e32772a4","number":1,"previous":"0000000000000000000000000000000000000000000000000000000000000000","who":"root"}');
INSERT INTO "custody" VALUES(2,'read','capture-467f1539b88915a7ca7c','{"about":"capture-467f1539b88915a7ca7c","act":"read","at":"2026-11-22T09:26:00Z","detail":{"claims":8,"digest":"7636fe6dbc5d0d5e0cf9dc7e25f543d4631ae2de3ac3bd66b025cd28721419fa","documents":1,"reader":"rules-1"},"digest":"2e0840eb72a78459ffc2c2a314f5d6493bb1a4002a1513b12c4036d994d31cee","number":2,"previous":"a724e3414b0ad2afab520e7167aec9994a5118ace5607afc85567692e32772a4","who":"root"}');
INSERT INTO "custody" VALUES(3,'received','capture-d0cef60737e09352fe01','{"about":"capture-d0cef60737e09352fe01","act":"received","at":"2026-11-22T09:26:00Z","detail":{"captured_at":"2026-11-22T09:25:57Z","id":"capture-d0cef60737e09352fe01","media_type":"text/plain","origin":"reports/river.txt","sha256":"d0cef60737e09352fe01c85e8453012e1d8fd064a613496f5a523138638aca2e","sidecar":[["id","river"],["lang","en"],["outlet","The Dnipro Courier"],["published","2024-03-13"]],"size":185},"digest":"c42472d93683ef6b634583d62bfb51bb7a5c728d97194c6cc49bf706597f9986","number":3,"previous":"2e0840eb72a78459ffc2c2a314f5d6493bb1a4002a1513b12c4036d994d31cee","who":"root"}');
INSERT INTO "custody" VALUES(4,'read','capture-d0cef60737e09352fe01','{"about":"capture-d0cef60737e09352fe01","act":"read","at":"2026-11-22T09:26:00Z","detail":{"claims":5,"digest":"348b121241b2829eba867b9dec7ab5d6472adc6239e2f6984bab7967246c53a5","documents":1,"reader":"rules-1"},"digest":"156fb0573497b9f8edf5904fd17cd4920bc1b26354af565c50df83c473f52f93","number":4,"previous":"c42472d93683ef6b634583d62bfb51bb7a5c728d97194c6cc49bf706597f9986","who":"root"}');
CREATE TABLE documents (
	reading INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	report TEXT NOT NULL, 
	lang TEXT, 
	json TEXT NOT NULL, 
	CONSTRAINT pk_documents PRIMARY KEY (reading, position), 
	CONSTRAINT fk_documents_reading FOREIGN KEY(reading) REFERENCES readings (number), 
	CONSTRAINT uq_documents_reading_id UNIQUE (reading, id)
);
INSERT INTO "documents" VALUES(1,0,'document-90dbe8358837804677d7','kordai','ru','{"author":null,"blocks":[[0,46,"headline"],[48,246,"body"]],"capture":"capture-467f1539b88915a7ca7c","lang":"ru","member":"","outlet":"Вести Кордая","published":"2024-03-14","report":"kordai","segments":[[0,47,0,85,true],[47,48,85,86,true],[48,247,86,445,true]],"text":"Пожар в Кордае: число погибших выросло до семи\n\nВ Кордае число погибших при пожаре на рынке выросло до семи, ранены более 20 человек, сообщил 14 марта начальник департамента по ЧС Жамбылской области Мурат Сейтов. Ранее сообщалось о пяти погибших.\n","title":null,"url":null}');
INSERT INTO "documents" VALUES(2,0,'document-7a3c154e06171f72ed85','river','en','{"author":null,"blocks":[[0,44,"headline"],[46,184,"body"]],"capture":"capture-d0cef60737e09352fe01","lang":"en","member":"","outlet":"The Dnipro Courier","published":"2024-03-13","report":"river","segments":[[0,45,0,45,true],[45,46,45,46,true],[46,185,46,185,true]],"text":"Bus plunges into river near Poltava, 11 hurt\n\nAt least 11 people were injured when a bus left the road near Poltava on Tuesday, police spokesman Oleh Hrytsenko said. Nobody was killed.\n","title":null,"url":null}');
CREATE TABLE readings (
	number INTEGER NOT NULL, 
	capture INTEGER NOT NULL, 
	reader TEXT NOT NULL, 
	documents INTEGER NOT NULL, 
	claims INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	finished BOOLEAN NOT NULL, 
	CONSTRAINT pk_readings PRIMARY KEY (number), 
	CONSTRAINT fk_readings_capture FOREIGN KEY(capture) REFERENCES captures (number)
);
INSERT INTO "readings" VALUES(1,1,'rules-1',1,8,'7636fe6dbc5d0d5e0cf9dc7e25f543d4631ae2de3ac3bd66b025cd28721419fa',1);
INSERT INTO "readings" VALUES(2,2,'rules-1',1,5,'348b121241b2829eba867b9dec7ab5d6472adc6239e2f6984bab7967246c53a5',1);
CREATE TABLE refusals (
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	capture TEXT, 
	reader TEXT, 
	json TEXT NOT NULL, 
	CONSTRAINT pk_refusals PRIMARY KEY (number), 
	CONSTRAINT uq_refusals_digest UNIQUE (digest)
);
CREATE INDEX ix_custody_about ON custody (about);
CREATE INDEX ix_refusals_capture ON refusals (capture);
CREATE INDEX ix_readings_capture ON readings (capture);
CREATE INDEX ix_readings_finished_capture ON readings (finished, capture);
CREATE INDEX ix_documents_id ON documents (id);
CREATE INDEX ix_documents_report ON documents (report);
CREATE INDEX ix_claims_id ON claims (id);
CREATE INDEX ix_claims_document ON claims (document);
CREATE INDEX ix_claims_place_id ON claims (place_id);
CREATE INDEX ix_claims_speaker ON claims (speaker);
CREATE INDEX ix_claims_kind_object_act ON claims (kind, object, act);
COMMIT;
