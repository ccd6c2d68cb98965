/**
 * What happens to a delivery, and the values that take part: authenticate, read, find the pods, mark them. Knows no
 * framework: JDK and JSpecify types only.
 */
@NullMarked
package io.gitvolumereloader.receiver.hook;

import org.jspecify.annotations.NullMarked;
