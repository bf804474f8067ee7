package dev.domicile.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransliterationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          张三 | Zhang San
          張三豐 | Zhang San Feng
          欧阳锋 | Ou Yang Feng
          吕女士 | Lu Nu Shi
          张 三 | Zhang San
          阿卜杜·热合曼 | A Bo Du Re He Man
          北京市朝阳区 | Bei Jing Shi Chao Yang Qu
          北京ABC公司1号 | Bei Jing ABC Gong Si 1 Hao
          阿里巴巴（中国）有限公司 | A Li Ba Ba (Zhong Guo) You Xian Gong Si
          文三路100号，２楼 | Wen San Lu 100 Hao, 2 Lou
          重庆 | Chong Qing
          ＡＢＣ１２３ | ABC123
          Müller GmbH | Muller GmbH
          Иванов | Иванов
          """)
  void eachCharacterIsAWordWithACapitalAndWhatIsLatinKeepsItsCase(String text, String latin) {
    assertEquals(latin, Transliteration.of(text));
  }
}
