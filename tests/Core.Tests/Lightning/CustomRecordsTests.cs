using Fulgurite.Lightning;

namespace Fulgurite.Tests.Lightning;

public sealed class CustomRecordsTests
{
    [Theory]
    [InlineData("65535", "", CustomRecordsError.InvalidType)]
    [InlineData("65536", "", CustomRecordsError.None)]
    [InlineData("18446744073709551615", "00", CustomRecordsError.None)]
    [InlineData("18446744073709551616", "00", CustomRecordsError.InvalidType)]
    [InlineData("065536", "00", CustomRecordsError.InvalidType)]
    [InlineData("+65536", "00", CustomRecordsError.InvalidType)]
    [InlineData(" 65536", "00", CustomRecordsError.InvalidType)]
    [InlineData("-65536", "00", CustomRecordsError.InvalidType)]
    [InlineData("0x10000", "00", CustomRecordsError.InvalidType)]
    [InlineData("", "00", CustomRecordsError.InvalidType)]
    [InlineData("5482373484", "00", CustomRecordsError.ReservedType)]
    [InlineData("5482373485", "00", CustomRecordsError.None)]
    [InlineData("65536", "0", CustomRecordsError.InvalidValue)]
    [InlineData("65536", "0g", CustomRecordsError.InvalidValue)]
    [InlineData("65536", "0=", CustomRecordsError.InvalidValue)]
    public void Takes_what_applications_may_send(string type, string value, CustomRecordsError error) =>
        Assert.Equal(error, CustomRecords.Read(new Dictionary<string, string> { [type] = value }, out _));

    [Theory]
    [InlineData(10, 1, CustomRecordsError.None)]
    [InlineData(11, 1, CustomRecordsError.TooMany)]
    [InlineData(1, 700, CustomRecordsError.None)]
    [InlineData(1, 701, CustomRecordsError.TooLarge)]
    [InlineData(10, 70, CustomRecordsError.None)]
    [InlineData(10, 71, CustomRecordsError.TooLarge)]
    public void Is_bounded_in_number_and_bytes(int count, int bytes, CustomRecordsError error)
    {
        var given = Enumerable.Range(65_536, count).ToDictionary(
            type => $"{type}", _ => new string('a', 2 * bytes));

        Assert.Equal(error, CustomRecords.Read(given, out var records));
        Assert.Equal(error == CustomRecordsError.None ? count : 0, records.All.Count());
    }

    [Fact]
    public void Is_written_one_way_whatever_the_order_and_case()
    {
        CustomRecords.Read(new Dictionary<string, string> { ["7629169"] = "AbCd", ["65536"] = "" }, out var one);
        CustomRecords.Read(new Dictionary<string, string> { ["65536"] = "", ["7629169"] = "aBcD" }, out var other);

        Assert.Equal("65536=;7629169=abcd", one.ToString());
        Assert.Equal(one, other);
        Assert.Equal(one, CustomRecords.Stored(one.ToString()));
        Assert.Equal(
            [(65_536UL, ""), (7_629_169UL, "ABCD")],
            one.All.Select(record => (record.Type, Convert.ToHexString(record.Value))));
        Assert.Equal(CustomRecords.None, CustomRecords.Stored(null));
        Assert.NotEqual(CustomRecords.None, one);
    }
}
