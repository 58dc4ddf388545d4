% Writes the tables of Octave, which prints as MATLAB does.
x = [0.3; 1.1; -0.7; 2.25; -1.5; 0.04]; y = [-1.2; 0.4; 0.9; -0.35; 1.75; -2.6]; A = [x y];
function want(name, names, M)
  f = fopen([name ".want"], "w"); fprintf(f, "%s\n", names); for i = 1:rows(M), fprintf(f, "%s\n", strjoin(arrayfun(@(v) sprintf("%.15g", v), M(i,:), "UniformOutput", false), ",")); end; fclose(f);
end
function out(name, s, M), f = fopen(name, "w"); fputs(f, s); fclose(f); want(name, repmat(",", 1, columns(M)-1), M); end
out("octave-display.txt", evalc("A"), A);
out("octave-disp.txt", evalc("disp(A)"), A);
B = [1200.2 550.1; 950 310.3; 2400 720; 10350 440];
fixed_point_format(true); s = evalc("B"); fixed_point_format(false); out("octave-scaled.txt", s, round(B));
out("octave-mat2str.txt", mat2str(A), A);
save("-ascii", "octave-ascii.txt", "A"); want("octave-ascii.txt", ",", A);
csvwrite("octave-csvwrite.csv", A); want("octave-csvwrite.csv", ",", A);
dlmwrite("octave-dlmwrite.txt", A, "\t"); want("octave-dlmwrite.txt", ",", A);
save("-text", "octave-text.txt", "A"); want("octave-text.txt", ",", A);
