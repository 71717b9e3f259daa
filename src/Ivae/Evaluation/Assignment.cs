namespace Ivae.Evaluation;

/// <summary>The linear sum assignment problem, solved exactly.</summary>
internal static class Assignment
{
    /// <summary>
    /// The one-to-one matching of rows to columns of least total cost. All of the shorter side is matched.
    /// </summary>
    /// <param name="cost">Cost of matching row i with column j, <c>[R, C]</c>, finite.</param>
    /// <returns>Column of each row, <c>[R]</c>; −1 for a row left over because R > C.</returns>
    /// <remarks>Shortest augmenting paths, O(min² · max). Source: Jonker and Volgenant 1987; Crouse 2016.</remarks>
    /// <exception cref="ArgumentException">A cost is not finite.</exception>
    public static int[] Solve(double[,] cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        var (rows, columns) = (cost.GetLength(0), cost.GetLength(1));
        foreach (var value in cost)
            if (!double.IsFinite(value))
                throw new ArgumentException("A cost is NaN or infinite; every cost must be finite.", nameof(cost));
        if (rows <= columns)
            return SolveWide(rows, columns, (i, j) => cost[i, j]);
        var columnOfRow = new int[rows];
        Array.Fill(columnOfRow, -1);
        var rowOfColumn = SolveWide(columns, rows, (i, j) => cost[j, i]);
        for (var column = 0; column < columns; column++)
            columnOfRow[rowOfColumn[column]] = column;
        return columnOfRow;
    }

    private static int[] SolveWide(int rows, int columns, Func<int, int, double> cost)
    {
        var columnOfRow = new int[rows];
        var rowOfColumn = new int[columns];
        Array.Fill(columnOfRow, -1);
        Array.Fill(rowOfColumn, -1);
        var (rowPrice, columnPrice) = (new double[rows], new double[columns]);
        var (distance, previousRow, done) = (new double[columns], new int[columns], new bool[columns]);

        for (var start = 0; start < rows; start++)
        {
            // Dijkstra over reduced costs from the unmatched row to the nearest unmatched column.
            Array.Fill(distance, double.PositiveInfinity);
            Array.Clear(done);
            var (row, sink, travelled) = (start, -1, 0.0);
            while (sink < 0)
            {
                var nearest = -1;
                for (var column = 0; column < columns; column++)
                {
                    if (done[column])
                        continue;
                    var through = travelled + cost(row, column) - rowPrice[row] - columnPrice[column];
                    if (through < distance[column])
                        (distance[column], previousRow[column]) = (through, row);
                    if (nearest < 0 || distance[column] < distance[nearest])
                        nearest = column;
                }

                done[nearest] = true;
                travelled = distance[nearest];
                row = rowOfColumn[nearest];
                if (row < 0)
                    sink = nearest;
            }

            rowPrice[start] += travelled;
            for (var column = 0; column < columns; column++)
            {
                if (!done[column] || column == sink)
                    continue;
                rowPrice[rowOfColumn[column]] += travelled - distance[column];
                columnPrice[column] -= travelled - distance[column];
            }

            // Swap matched and unmatched edges along the path.
            for (var column = sink; ;)
            {
                var matched = previousRow[column];
                rowOfColumn[column] = matched;
                (columnOfRow[matched], column) = (column, columnOfRow[matched]);
                if (matched == start)
                    break;
            }
        }

        return columnOfRow;
    }
}
