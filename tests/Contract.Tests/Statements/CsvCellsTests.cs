using System.Buffers;
using System.Text;
using Fulgurite.App.Apis.Voltage.Statements;

namespace Fulgurite.Contracts.Statements;

public sealed class CsvCellsTests
{
    [Theory]
    [InlineData("tea", "tea")]
    [InlineData("", "")]
    [InlineData("a=b", "a=b")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\rx", "'\rx")]
    [InlineData("\nx", "'\nx")]
    public void Text_cannot_become_a_formula(string text, string cell) => Assert.Equal(cell, CsvCells.Text(text));

    [Fact]
    public void A_row_reads_back_as_it_was_written()
    {
        string[] cells = ["a", "", "b,c", "say \"tea\"", "two\r\nlines", "é €", "a", ""];
        var body = new ArrayBufferWriter<byte>();
        CsvCells.WriteRow(body, "1", "2", "3", "4", "5", "6", "7", "8");
        CsvCells.WriteRow(body, cells);

        var row = Assert.Single(CsvReading.Of(Encoding.UTF8.GetString(body.WrittenSpan)));
        Assert.Equal(cells, row.OrderBy(cell => cell.Key).Select(cell => cell.Value));
    }

    [Theory]
    [InlineData(0, "0.00000000000", "0.000")]
    [InlineData(1, "0.00000000001", "0.001")]
    [InlineData(-1_500, "-0.00000001500", "-1.500")]
    [InlineData(123_456_789_012, "1.23456789012", "123,456,789.012")]
    [InlineData(2_100_000_000_000_000_000, "21000000.00000000000", "2,100,000,000,000,000.000")]
    [InlineData(-2_100_000_000_000_000_000, "-21000000.00000000000", "-2,100,000,000,000,000.000")]
    public void Decimals_are_exact(long amountMsat, string btc, string sats) =>
        Assert.Equal((btc, sats), (StatementText.Btc(amountMsat), StatementText.Sats(amountMsat)));
}
