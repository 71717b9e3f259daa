using System.Globalization;
using System.Text;
using Ivae.Data;
using Ivae.Numerics;

namespace Ivae.Test.Data;

/// <summary>The fast way to a number gives the bits of the general one, or leaves it to that.</summary>
public class PlainNumberTest
{
    [Fact]
    public void Random_digits_are_read_to_the_same_bits()
    {
        var random = new RandomStream(8);
        var read = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var digits = 1 + random.NextInt32(16);
            var text = new StringBuilder(random.NextInt32(2) == 0 ? "-" : "");
            var point = random.NextInt32(digits + 2);
            for (var j = 0; j < digits; j++)
                text.Append(j == point ? "." : "").Append(random.NextInt32(10));
            read += Check(text.ToString());
        }

        Assert.InRange(read, 150_000, 200_000);
    }

    [Fact]
    public void Random_signs_are_read_as_the_general_way_reads_them()
    {
        var random = new RandomStream(9);
        for (var i = 0; i < 200_000; i++)
        {
            var text = new char[random.NextInt32(19)];
            for (var j = 0; j < text.Length; j++)
                text[j] = random.NextInt32(12) is > 0 and var k ? "0123456789."[k - 1] : (char)random.NextInt32(256);
            Check(new string(text));
        }
    }

    [Theory]
    [InlineData("16777217", false)] // half way between two singles
    [InlineData("16777219", false)]
    [InlineData("0.1", true)]
    [InlineData("-0", true)]
    [InlineData("-0.000", true)]
    [InlineData(".5", true)]
    [InlineData("5.", true)]
    [InlineData("000000000000001", true)]
    [InlineData("1234567890123456", false)]
    [InlineData("1e5", false)]
    [InlineData("+1", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData(".", false)]
    [InlineData("-.", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1-2", false)]
    [InlineData(" 1", false)]
    public void Some_are_left_to_the_general_way(string text, bool isRead) =>
        Assert.Equal(isRead ? 1 : 0, Check(text));

    private static int Check(string text)
    {
        if (PlainNumber.TryRead(Encoding.Latin1.GetBytes(text), out double precise))
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(
                text, NumberStyles.Float, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(precise));
        if (!PlainNumber.TryRead(Encoding.Latin1.GetBytes(text), out float number))
            return 0;
        var general = float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.Equal(BitConverter.SingleToInt32Bits(general), BitConverter.SingleToInt32Bits(number));
        return 1;
    }
}
