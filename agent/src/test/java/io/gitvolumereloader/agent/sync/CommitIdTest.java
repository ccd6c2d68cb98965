package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitIdTest {
    private static final String SHA1 = "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c";

    @Test
    void readsBothLengths() {
        assertThat(CommitId.parse(SHA1)).hasValue(new CommitId(SHA1));
        assertThat(CommitId.parse(SHA1 + SHA1.substring(16))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0d1a26e",
                "0D1A26E67D8F5EAF1F6BA5C57FC3C7D91AC0FD1C",
                "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c ",
                "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1cff",
                "0000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "gggggggggggggggggggggggggggggggggggggggg"
            })
    void refusesWhatNamesNoObject(String text) {
        assertThat(CommitId.parse(text)).isEmpty();
        assertThatThrownBy(() -> new CommitId(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
